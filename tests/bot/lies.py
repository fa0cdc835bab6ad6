"""Sentences about clauses of the directives: true ones in other words, and lies by their sort."""

JANUARY, LETTER, HAI_DUONG, DIRECTIVE, DECISION = (
    "000_c38b67e39500967b.txt", "001_3c09d191f023b9d0.txt", "002_210b0f43e3af7201.txt",
    "003_8ccf9529dadaa520.txt", "004_f31a72dcb7f9007e.txt",
)  # fmt: skip

# a file and words of the clause that is cited
ONLINE = (LETTER, "tỷ lệ tối thiểu 30%")
DIGITISE = (HAI_DUONG, "50% Bộ phận Một cửa cấp huyện")
MONEY = (HAI_DUONG, "Giao sở Tài chính, sở Kế hoạch và Đầu tư")
SURPLUS = (JANUARY, "vượt thu ngân sách năm 2021")
FESTIVAL = (HAI_DUONG, "Ngày hội chuyển đổi số")
SHARE = (DECISION, "đảm bảo tỷ lệ chi tối thiểu năm 2024")
WORKSHOPS = (JANUARY, "02 hội thảo về chuyển đổi số")
RULES = (JANUARY, "hoàn thành các nhiệm vụ này trước ngày 15/02/2022")
WEAK = (JANUARY, "nhưng không phát sinh hồ sơ trực tuyến")
PURCHASES = (DIRECTIVE, "giảm mua sắm")
TEACHING = (DIRECTIVE, "Ban Tuyên giáo Tỉnh ủy tham mưu chỉ đạo")

TRUE = (
    ("Hồ sơ trực tuyến mức độ 3, 4 phải đạt tối thiểu 30% đối với cơ quan cấp tỉnh [1].", [ONLINE]),
    ("Các huyện còn lại phải đạt 10% [1].", [ONLINE]),
    ("Thành phố Quảng Ngãi phải đạt 20% hồ sơ dịch vụ công trực tuyến [1].", [ONLINE]),
    ("Số hóa hồ sơ tại 30% Bộ phận Một cửa cấp xã, hoàn thành trong Quý IV/2022 [1].", [DIGITISE]),
    ("Sở Tài chính tham mưu bố trí từ nguồn vượt thu ngân sách năm 2021 [1].", [SURPLUS]),
    ("Hải Dương giao Sở Tài chính, Sở Kế hoạch và Đầu tư rà soát, tham mưu bố trí kinh phí [1].",
     [MONEY]),
    ("Tổ chức 2 hội thảo về chuyển đổi số cho doanh nghiệp nhỏ và vừa [1].", [WORKSHOPS]),
    ("Các nhiệm vụ này hoàn thành trước ngày 15/02/2022 [1].", [RULES]),
    ("Ban Tuyên giáo Tỉnh ủy tham mưu định hướng công tác tuyên truyền [1].", [TEACHING]),
    ("Năm 2024 tỷ lệ chi tối thiểu cho chuyển đổi số là 0,5% tổng chi thường xuyên [1].", [SHARE]),
    ("Nhiều cơ quan có dịch vụ công trực tuyến nhưng không phát sinh hồ sơ trực tuyến [1].",
     [WEAK]),
    ("Ưu tiên triển khai các nền tảng ứng dụng dùng chung, giảm mua sắm [1].", [PURCHASES]),
    ("Theo điểm đ khoản 3 mục II, tổ chức 02 hội thảo về chuyển đổi số [1].", [WORKSHOPS]),
)  # fmt: skip

LIES = {
    "another figure": ("Hồ sơ trực tuyến phải đạt tối thiểu 40% ở cơ quan cấp tỉnh [1].", [ONLINE]),
    "wrong unit": ("Sở Tài chính bố trí 2021 tỷ đồng từ nguồn vượt thu ngân sách [1].", [SURPLUS]),
    "percentage as a count": ("Phải có 30 hồ sơ dịch vụ công trực tuyến cấp tỉnh [1].", [ONLINE]),
    "figure of something else": ("Các huyện còn lại phải đạt 30% [1].", [ONLINE]),
    "figures swapped": ("Số hóa tại 50% Bộ phận Một cửa cấp xã và 30% cấp huyện [1].", [DIGITISE]),
    "bound turned round": ("Hồ sơ trực tuyến đạt tối đa 30% với cơ quan cấp tỉnh [1].", [ONLINE]),
    "another day": ("Các nhiệm vụ này hoàn thành trước ngày 25/02/2022 [1].", [RULES]),
    "before becomes after": ("Các nhiệm vụ này hoàn thành sau ngày 15/02/2022 [1].", [RULES]),
    "another quarter": ("Số hóa hồ sơ hoàn thành trong Quý II/2022 [1].", [DIGITISE]),
    "another year": ("Năm 2025 tỷ lệ chi tối thiểu cho chuyển đổi số là 0,5% [1].", [SHARE]),
    "swapped agency": ("Sở Y tế tham mưu bố trí từ nguồn vượt thu ngân sách năm 2021 [1].",
                       [SURPLUS]),
    "leader and helper swapped": (
        "Sở Thông tin và Truyền thông chủ trì tham mưu phương án đưa thủ tục hành chính lên mức độ "
        "3, 4 [1].", [DIGITISE]),
    "invented document number": (
        "Hồ sơ trực tuyến đạt 30% theo Thông báo số 999/TB-UBND của UBND tỉnh [1].", [ONLINE]),
    "moved marker": ("Tổ chức 02 hội thảo về chuyển đổi số cho doanh nghiệp [2].",
                     [WORKSHOPS, RULES]),
    "marker of nothing": ("Tổ chức 02 hội thảo về chuyển đổi số [7].", [WORKSHOPS]),
    "no marker": ("Tổ chức 02 hội thảo về chuyển đổi số.", [WORKSHOPS]),
    "invented clause": ("Theo khoản 9 mục VII, tổ chức 02 hội thảo về chuyển đổi số [1].",
                        [WORKSHOPS]),
    "dropped “không”": ("Nhiều cơ quan có dịch vụ công và phát sinh hồ sơ trực tuyến [1].", [WEAK]),
    "added “không”": ("Sở Tài chính không tham mưu bố trí từ nguồn vượt thu ngân sách [1].",
                      [SURPLUS]),
    "another province": ("Tỉnh Quảng Ngãi giao Sở Tài chính rà soát, tham mưu bố trí kinh phí [1].",
                         [MONEY]),
    "another province's figure": ("Hải Dương đạt tối thiểu 30% hồ sơ trực tuyến cấp tỉnh [1].",
                                  [ONLINE]),
    "must becomes may": ("Hồ sơ trực tuyến có thể đạt 30% đối với cơ quan cấp tỉnh [1].", [ONLINE]),
    "planned becomes done": ("Tỉnh đã hoàn thành các nhiệm vụ này trước ngày 15/02/2022 [1].",
                             [RULES]),
    "proposal becomes decision": ("Hải Dương tổ chức “Ngày hội chuyển đổi số” và triển lãm [1].",
                                  [FESTIVAL]),
    "count in words": ("Tổ chức ba hội thảo về chuyển đổi số cho doanh nghiệp [1].", [WORKSHOPS]),
    "from nowhere": ("Người dân được miễn lệ phí và nhận quà khi nộp hồ sơ tại nhà [1].", [ONLINE]),
    "a person": ("Ông Trần Văn Ba trực tiếp tổ chức hội thảo về chuyển đổi số tại nhà riêng [1].",
                 [WORKSHOPS]),
    "turned into its opposite": (
        "Ưu tiên triển khai các nền tảng ứng dụng dùng chung, tăng mua sắm [1].", [PURCHASES]),
    "a promise": ("Tỉnh cam kết bố trí từ nguồn vượt thu ngân sách năm 2021 [1].", [SURPLUS]),
}  # fmt: skip
