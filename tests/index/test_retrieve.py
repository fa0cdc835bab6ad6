from langchain_core.retrievers import BaseRetriever

from index.retrieve import Query

LEAD = "trên 10% hoạt động kiểm tra hành chính định kỳ thực hiện qua môi trường số"


def test_a_clause_is_found_with_its_scores(assistant):
    hits = assistant.searcher.search(Query(LEAD), 5)
    assert hits[0].clause_id.endswith("muc-ii.khoan-2.diem-i")
    assert hits[0].sources.keys() == {"dense", "words"}
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_the_same_query_gives_the_same_hits(assistant):
    assert assistant.searcher.search(Query(LEAD)) == assistant.searcher.search(Query(LEAD))


def test_a_limit_to_documents_holds(assistant, library):
    only = library.document("002_210b0f43e3af7201.txt").id
    hits = assistant.searcher.search(Query(LEAD, (only,)), 50)
    assert hits
    assert {h.clause_id.split(".")[0] for h in hits} == {only}


def test_a_clause_is_found_by_its_headings_words(assistant):
    hits = assistant.searcher.search(Query("Huyện Ba Tơ xã đạt chuẩn nông thôn mới 2023"), 3)
    assert any("muc-vi.khoan-8" in h.clause_id for h in hits)


def test_the_retriever_is_langchains(assistant):
    retriever = assistant.retriever(k=3)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.invoke(LEAD)
    assert len(found) == 3
    document = assistant.library.document(found[0].metadata["document"]["id"])
    meta = found[0].metadata
    assert document.text[meta["start"] : meta["end"]] == found[0].page_content
    assert meta["label"].startswith("điểm i khoản 2 mục II")
