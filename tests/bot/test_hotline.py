"""The telephone over HTTP: a call's turns by words, keys, sound and silence."""

import asyncio
import base64
import io
import statistics
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pytest
from fastapi.testclient import TestClient

from bot.answer import AnswerStatus
from bot.doors.access.keys import KeyBook
from bot.doors.api.problems import Problem
from bot.doors.hotline.acts import act_of_words, acts, key_of_words, number_of_words, say
from bot.doors.hotline.call import Call, Heard, Part
from bot.doors.hotline.call import Kind as Spoken
from bot.doors.hotline.calls import Calls
from bot.doors.hotline.hotline import Hotline
from bot.doors.hotline.sound.mark import mark_of, marked_wav
from bot.doors.hotline.sound.resample import resampled
from bot.doors.hotline.sound.wav import Sound, WrongWav, read_telephone_wav, read_wav, write_wav
from bot.doors.hotline.ssml import ssml
from bot.doors.hotline.summary import sms
from bot.doors.hotline.turn import Desk
from bot.question import Ask, Filters
from bot.speak.pieces import LONGEST
from eval.dataset import read_questions
from tests.bot.test_spoken import OFFER, SETS, SPOKEN
from tests.bot.transcription_server import listening

QUESTION = (
    "Quy chế hoạt động của Ban Chỉ đạo phải hoàn thiện trước ngày nào theo thông báo tháng 01/2022?"
)
SAID = (
    "Thời gian là trước ngày mười lăm tháng hai năm hai nghìn không trăm hai mươi hai. Theo Thông "
    "báo năm hai không hai hai của Ủy ban nhân dân tỉnh. Anh chị nói 'tiếp' để nghe thêm."
)
UNKNOWN = "Giá vàng hôm nay bao nhiêu?"


def post(client, **body):
    return client.post("/api/v1/hotline", json=body)


def turn(client, **body):
    response = post(client, **body)
    assert response.status_code == 200, response.text
    return response.json()


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    return response.json()


@pytest.fixture
def call(client):
    """A call that has begun: posts its turns."""
    call_id = turn(client)["call_id"]

    def run(**body):
        return turn(client, call_id=call_id, **body)

    return run


def tone(rate, seconds=1.0, pitch=440.0):
    at = np.arange(int(rate * seconds)) / rate
    return Sound(rate, (8000 * np.sin(2 * np.pi * pitch * at)).astype("<i2").tobytes())


def encoded(wav):
    return base64.b64encode(wav).decode()


# words and keys


def test_a_call_begins_with_the_notice_that_a_machine_answers(client):
    body = turn(client)
    assert "hệ thống trí tuệ nhân tạo, không phải người" in body["text"]
    assert body["action"] == "listen"
    assert body["parts"][0]["kind"] == "notice"
    assert {key["key"] for key in body["keys"]} == set("012345*#")
    assert body["answer"] is None
    assert body["turn"] == 1


def test_a_question_that_comes_at_once_is_answered_after_the_notice(client):
    body = turn(client, text=QUESTION)
    assert [part["kind"] for part in body["parts"]] == ["notice", "answer"]
    assert body["parts"][1]["text"] == SAID


def test_the_citations_are_those_of_the_api(client, call):
    asked = client.post("/api/v1/ask", json={"question": QUESTION, "channel": "voice"}).json()
    answer = call(text=QUESTION)["answer"]
    assert answer["citations"] == asked["citations"]
    assert answer["citations"][0]["clause_id"].endswith("muc-ii.khoan-3.diem-b")


def test_on_again_source_and_the_very_words_by_key(call):
    assert call(text=QUESTION)["text"] == SAID
    more = call(keys="1")
    assert more["text"].startswith("Khẩn trương hoàn thiện, trình ban hành Quy chế")
    assert call(keys="2")["text"] == more["text"]
    assert call(keys="4")["text"] == (
        "Theo điểm bê khoản ba mục hai Thông báo tháng một năm hai nghìn không trăm hai mươi hai "
        "của Ủy ban nhân dân tỉnh Quảng Ngãi."
    )
    assert call(keys="3")["text"].startswith("Bê, Khẩn trương hoàn thiện, trình ban hành Quy chế")


def test_the_same_by_voice(call):
    call(text=QUESTION)
    more = call(text="Tiếp đi ạ.")["text"]
    assert more.startswith("Khẩn trương hoàn thiện, trình ban hành Quy chế")
    assert call(text="nhắc lại giúp tôi")["text"] == more
    assert call(text="Nguồn?")["text"].startswith("Theo điểm bê khoản ba mục hai")
    assert call(text="phím ba")["text"].startswith("Bê, Khẩn trương")


def test_a_long_clause_is_read_to_its_end_word_for_word(call):
    text = "Khoản 4 Thông báo tháng 12/2021 quy định gì?"
    first = call(text=text)
    assert first["answer"]["citations"]
    said = [call(keys="3")["text"]]
    while said[-1].endswith("để nghe thêm."):
        said.append(call(keys="1")["text"])
        assert len(said) < 30
    assert len(said) > 1
    assert len(set(said)) == len(said)
    assert all(len(piece.split()) <= 80 for piece in said)


def test_a_star_repeats_the_keys_and_an_unknown_key_says_so(call):
    told = call(keys="*")["text"]
    for act in acts().values():
        assert f"Phím {act.spoken}, {act.meaning}" in told
    assert call(keys="8")["text"] == say("unknown_key")


def test_nothing_to_read_on_after_a_refusal(call):
    refused = call(text=UNKNOWN)
    assert refused["answer"]["status"] in ("no_evidence", "out_of_scope")
    assert refused["sms"] == ""
    assert call(keys="4")["text"] == say("no_source")
    assert call(keys="1")["text"] == say("nothing_more")


def test_questions_are_offered_and_one_is_pressed(call):
    offered = call(keys="5")
    assert [choice["key"] for choice in offered["choices"]][:1] == ["1"]
    assert len(offered["text"].split()) <= 80
    assert call(keys="2" if len(offered["choices"]) < 2 else "9")["text"].startswith(
        say("no_choice")
    )
    assert call(keys="1")["answer"]["status"] in ("answered", "partial")  # a list, begun


def test_filters_hold_for_the_whole_call(client):
    begun = turn(client, filters={"province": "Hải Dương"})
    body = turn(
        client, call_id=begun["call_id"], text="Sở Thông tin và Truyền thông chủ trì việc gì?"
    )
    assert {c["document"]["province"] for c in body["answer"]["citations"]} == {"Hải Dương"}


def test_choices_are_numbered_and_one_is_pressed_or_said(assistant):
    """Where the assistant asks back; its answer is made by hand, as it depends on the documents."""
    asked = []
    back = replace(
        assistant.pipeline.invoke(Ask(UNKNOWN)),
        status=AnswerStatus.CLARIFY,
        spoken="Anh chị hỏi của Quảng Ngãi hay Hải Dương?",
        choices=("Quảng Ngãi", "Hải Dương"),
    )

    async def answers(ask):
        asked.append(ask.question)
        return back

    async def run(*turns):
        call, desk = Call("a", 0.0), Desk(answers, answers)
        return [await desk.meet(call, heard) for heard in turns]

    said, again, _ = asyncio.run(run(Heard("Sở nào?"), Heard(keys="2*"), Heard(keys="2")))
    assert said.text == (
        "Anh chị hỏi của Quảng Ngãi hay Hải Dương? Bấm phím một, Quảng Ngãi. Bấm phím hai, Hải "
        "Dương."
    )
    assert again.text.startswith("Phím một")
    asyncio.run(run(Heard("Sở nào?"), Heard("phím một"), Heard("Hải Dương ạ")))
    wrong = asyncio.run(run(Heard("Sở nào?"), Heard(keys="7")))[1]
    assert wrong.text.startswith("Không có lựa chọn ấy. Bấm phím một")
    silent = asyncio.run(run(Heard("Sở nào?"), Heard()))[1]
    assert silent.text == (
        "Tôi chưa thấy anh chị chọn. Bấm phím một, Quảng Ngãi. Bấm phím hai, Hải Dương."
    )
    assert asked == [
        "Sở nào?", "Hải Dương", "Sở nào?", "Quảng Ngãi", "Hải Dương ạ", "Sở nào?", "Sở nào?",
    ]  # fmt: skip


@pytest.mark.accept
def test_what_callers_hear_is_short(assistant):
    """The first sixty dev questions: words, half of them in few, none in more than one follows."""

    async def ask(question):
        return assistant.pipeline.invoke(question)

    async def hear(question):
        call, desk = Call("a", 0.0), Desk(ask, ask)
        for earlier in question.history:
            await desk.meet(call, Heard(earlier))
        return await desk.meet(call, Heard(question.question))

    lengths = []
    for question in list(read_questions(SETS[0], assistant.library))[:60]:
        said = asyncio.run(hear(question)).text
        assert SPOKEN.fullmatch(said.removesuffix(OFFER).strip()), said
        lengths.append(len(said.split()))
    assert max(lengths) <= LONGEST
    assert statistics.median(lengths) <= 45


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("tiếp", "continue"),
        ("Dạ, nói tiếp giúp tôi với ạ", "continue"),
        ("lap lai", "repeat"),
        ("gặp người", "person"),
        ("Tiếp công dân ở đâu?", None),
        ("Nguồn vốn là bao nhiêu?", None),
    ],
)
def test_only_few_words_are_an_act(words, act):
    found = act_of_words(words)
    assert (found.name if found else None) == act


def test_numbers_and_keys_by_voice():
    assert number_of_words("phím hai ạ") == 2
    assert number_of_words("Ba.") == 3
    assert number_of_words("câu số bốn") == 4
    assert number_of_words("hai sở nào") is None
    assert key_of_words("bấm phím sao") == "*"
    assert key_of_words("phím không") == "0"
    assert key_of_words("không") == ""


# silence, a person, the end


def test_silence_is_met_three_times(client, call):
    first, second, third = (call(silence=True) for _ in range(3))
    assert first["text"] == say("silence")
    assert second["text"] == say("person")
    assert (third["text"], third["action"]) == (say("end_silence"), "hangup")
    body = problem(post(client, call_id=third["call_id"], keys="1"), 410)
    assert "đã kết thúc vì không nghe thấy người gọi" in body["detail"]


def test_a_word_ends_the_count_of_silences(call):
    call(silence=True)
    call(keys="*")
    assert call(silence=True)["text"] == say("silence")


def test_who_wants_a_person_is_told_whom_to_turn_to(call):
    call(text=QUESTION)
    call(text=UNKNOWN)
    for body in (call(keys="0"), call(text="Cho tôi nói chuyện với người thật")):
        assert body["action"] == "listen"
        assert body["transfer"]["number"] == ""
        assert "bộ phận một cửa" in body["text"]
    assert body["transfer"]["summary"].splitlines() == [
        "Người gọi đã hỏi tổng đài 2 câu rồi xin gặp người.",
        f"1. “{QUESTION}”: đã trả lời trước ngày 15/02/2022 (điểm b khoản 3 mục II Thông báo số "
        "…/TB-UBND ngày …/01/2022 của UBND tỉnh Quảng Ngãi).",
        f"2. “{UNKNOWN}”: chưa tìm thấy trong các văn bản.",
    ]


def test_with_a_number_the_call_goes_to_a_person(client, settings):
    app = client.app
    kept = app.state.hotline
    changed = settings.model_copy(update={"transfer_number": "02553822000"})
    app.state.hotline = Hotline(changed, app.state.service)
    try:
        begun = turn(client, call_id="duong-day-1", start=True)
        assert begun["call_id"] == "duong-day-1"
        where = "/api/v1/hotline/duong-day-1/transfer"
        assert client.get(where).text == ""
        for wish in ({"keys": "0"}, {"text": "Chuyển máy cho tôi gặp cán bộ"}):
            body = turn(client, call_id="duong-day-1", **wish)
            assert body["action"] == "transfer"
            assert body["text"] == say("transfer")
        assert client.get(where).text == "02553822000"
        assert post(client, call_id="duong-day-1", hangup=True).status_code == 204
        assert client.get(where).text == "02553822000"
        problem(client.get("/api/v1/hotline/khong-co/transfer"), 404)
    finally:
        app.state.hotline = kept


@pytest.mark.parametrize("wish", [{"keys": "#"}, {"text": "Tạm biệt nhé"}, {"text": "Kết thúc"}])
def test_a_caller_ends_the_call(client, call, wish):
    body = call(**wish)
    assert body["action"] == "hangup"
    problem(post(client, call_id=body["call_id"], silence=True), 410)


def test_who_hung_up_is_gone(client, call):
    call_id = call(keys="*")["call_id"]
    response = post(client, call_id=call_id, hangup=True)
    assert (response.status_code, response.content) == (204, b"")
    assert "gác máy" in problem(post(client, call_id=call_id, keys="1"), 410)["detail"]


# calls


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"call_id": "khong-co", "keys": "1"}, 404, "Không có cuộc gọi “khong-co”"),
        ({"call_id": "a b", "keys": "1"}, 422, "không đúng dạng"),
        ({"keys": "x"}, 422, "không đúng dạng"),
        ({"text": "a", "keys": "1"}, 422, "chỉ gửi một trong"),
        ({"hangup": True}, 422, "call_id"),
        ({"call_id": "khong-co"}, 422, "phải có một trong"),
        ({"key": "1"}, 422, "có phải “keys”?"),
        ({"speak": 44100}, 422, "chỉ nhận một trong: 8000 hoặc 16000"),
        ({"filters": {"province": "Bình Định"}, "text": "Ai ký?"}, 422, "Bình Định"),
    ],
)
def test_wrong_turns(client, body, status, words):
    assert words in problem(post(client, **body), status)["detail"]


def test_a_call_that_could_not_begin_is_not_held(client):
    calls = client.app.state.hotline.calls
    before = len(calls)
    problem(post(client, filters={"province": "Bình Định"}, text="Ai ký?"), 422)
    assert len(calls) == before


def test_a_call_goes_on_for_those_alone_who_began_it(client, tmp_path):
    """Switchboards count their ids up: another's would be heard, and ended, by guessing."""
    app = client.app
    call_id = "1700000000.12"
    here = TestClient(app, client=("198.51.100.7", 1))
    there = TestClient(app, client=("203.0.113.9", 1))
    assert post(here, call_id=call_id, start=True, text=QUESTION).status_code == 200
    for body in ({"keys": "2"}, {"keys": "4"}, {"text": "nguồn"}, {"hangup": True}):
        assert problem(post(there, call_id=call_id, **body), 404)["errors"][0]["field"] == "call_id"
    _, token = KeyBook(tmp_path, app.state.service.database).add("khác")
    keyed = here.post(
        "/api/v1/hotline", json={"call_id": call_id, "keys": "2"}, headers={"X-API-Key": token}
    )
    assert keyed.status_code == 404
    assert turn(here, call_id=call_id, keys="4")["text"].startswith("Theo điểm bê khoản ba")


def test_calls_are_bounded_and_end_after_silence():
    now = [0.0]
    calls = Calls(2, 10.0, clock=lambda: now[0])
    first = calls.start(None, "text", Filters())
    now[0] = 5.0
    calls.start("b", "text", Filters())
    with pytest.raises(Problem, match="TONGDAI_CALLS") as full:
        calls.start(None, "text", Filters())
    assert full.value.status == 503
    with pytest.raises(Problem, match="đã dùng"):
        calls.start("b", "text", Filters())
    now[0] = 10.5
    with pytest.raises(Problem, match="đã lâu không có lượt nào") as gone:
        calls.find(first.id)
    assert gone.value.status == 410
    assert len(calls) == 1
    calls.start(None, "text", Filters())


def test_two_turns_of_one_call_are_met_one_after_the_other(client, call):
    call_id = call(text=QUESTION)["call_id"]
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(turn, client, call_id=call_id, keys=key) for key in "12"]
        bodies = sorted((one.result() for one in sent), key=lambda body: body["turn"])
    assert [body["turn"] for body in bodies] == [3, 4]
    by_key = {body["heard"]: body for body in bodies}
    if bodies[0]["heard"] == "1":  # "2" says again what "1" said
        assert by_key["2"]["text"] == by_key["1"]["text"]
    else:
        assert by_key["2"]["text"] == SAID


# what is said


def test_ssml_is_escaped_and_marked():
    parts = (Part(Spoken.ANSWER, "Một < hai. Ba?"), Part(Spoken.CHOICES, "Bấm phím một, A."))
    assert ssml(parts) == (
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="vi-VN">'
        "<p><s>Một &lt; hai.</s><s>Ba?</s></p>"
        '<p><s>Bấm phím một, A.</s></p><break time="400ms"/></speak>'
    )


def test_the_source_as_an_sms(assistant):
    answer = assistant.pipeline.invoke(Ask(QUESTION))
    label = (
        "diem b khoan 3 muc II Thong bao so .../TB-UBND ngay .../01/2022 cua UBND tinh Quang Ngai"
    )
    assert sms(answer, "", 1) == label
    url = answer.citations[0].url
    linked = sms(answer, "https://tong-dai.example", 2)
    assert linked.startswith("diem b khoan 3")
    assert unquote(linked).endswith(f" https://tong-dai.example{url}")
    assert len(linked) <= 320
    for parts in (1, 2, 3):
        assert (
            len(sms(answer, "https://mot-ten-mien-rat-dai.quangngai.gov.vn", parts)) <= 160 * parts
        )
    assert linked.isascii()


# sound


def test_what_is_spoken_is_a_valid_wav_not_silent_and_marked(client):
    for rate in (8000, 16000):
        body = turn(client, speak=rate)
        if body["audio"] is None:
            pytest.skip(body["remarks"][0])
        data = base64.b64decode(body["audio"]["data"])
        with wave.open(io.BytesIO(data)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, rate)
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        assert len(samples) / rate == pytest.approx(body["audio"]["seconds"], abs=0.01)
        assert 5 < body["audio"]["seconds"] < 40
        assert np.sqrt(np.mean(samples.astype(float) ** 2)) > 500
        mark = mark_of(data)
        assert mark["ai_generated"] is True
        assert mark["generator"] == "espeak-ng vi"
        assert b"LIST" in data[:200]
        assert b"AI-generated speech" in data[:300]


def test_without_a_voice_there_is_text_and_the_remedy(client, monkeypatch):
    monkeypatch.setattr("bot.doors.hotline.sound.espeak.is_there", lambda: False)
    body = turn(client, text="Ai ký Công văn 4685?", speak=8000)
    assert body["audio"] is None
    assert "espeak-ng" in body["remarks"][0]
    assert "TONGDAI_TTS_BASE_URL" in body["remarks"][0]
    assert body["answer"]["citations"]


def test_without_ears_sound_is_refused_with_the_remedy(client):
    body = problem(post(client, audio=encoded(write_wav(tone(8000)))), 422)
    assert body["errors"][0]["field"] == "audio"
    assert "TONGDAI_STT_BASE_URL" in body["detail"]
    body = turn(client, input="audio")
    assert body["input"] == "keys"
    assert "chưa nghe được lời nói, chỉ nhận phím bấm" in body["text"]


@pytest.fixture
def hearing(client, settings):
    """The hotline with speech servers, real ones over HTTP."""
    app = client.app
    kept = app.state.hotline
    with listening({1.0: QUESTION, 2.0: "", 3.0: "tiếp"}, tone(24000)) as address:
        changed = settings.model_copy(
            update={"stt_base_url": address, "tts_base_url": address, "stt_model": "nghe"}
        )
        app.state.hotline = Hotline(changed, app.state.service)
        yield client
    app.state.hotline = kept


def test_a_caller_is_heard_by_a_transcription_server(hearing):
    begun = turn(hearing, input="audio")
    assert begun["input"] == "audio"
    call_id = begun["call_id"]
    for rate in (8000, 16000):
        body = turn(hearing, call_id=call_id, audio=encoded(write_wav(tone(rate))))
        assert body["heard"] == QUESTION
        assert body["text"] == SAID
    unclear = turn(hearing, call_id=call_id, audio=encoded(write_wav(tone(8000, 2.0))))
    assert unclear["text"] == say("unclear")
    form = {"call_id": call_id, "speak": "8000"}
    files = {"audio": ("a.wav", write_wav(tone(8000, 3.0)), "audio/wav")}
    body = hearing.post("/api/v1/hotline", data=form, files=files).json()
    assert body["heard"] == "tiếp"
    assert body["text"].startswith("Khẩn trương")
    assert body["audio"]["rate"] == 8000
    mark = mark_of(base64.b64decode(body["audio"]["data"]))
    assert mark["digital_source_type"].endswith("/trainedAlgorithmicMedia")


@pytest.mark.parametrize(
    ("wav", "words"),
    [
        (b"khong phai", "không phải tệp WAV"),
        (write_wav(tone(44100)), "44100 Hz"),
        (write_wav(Sound(8000, b"")), "không có âm thanh"),
        (write_wav(tone(8000))[:30], "hỏng"),
    ],
)
def test_wrong_sound_is_told(hearing, wav, words):
    assert words in problem(post(hearing, audio=encoded(wav)), 422)["detail"]
    assert "base64" in problem(post(hearing, audio="!!"), 422)["detail"]


def test_a_transcription_server_that_fails_is_told(hearing):
    body = problem(post(hearing, audio=encoded(write_wav(tone(8000, 9.0)))), 502)
    assert "TONGDAI_STT_BASE_URL" in body["detail"]


def test_a_wav_of_unknown_length_and_two_channels_is_read():
    frames = np.array([[100, 300], [-100, -300]], "<i2").tobytes()
    header = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x02\0\xc0\x5d\0\0\0\x77\1\0\4\0\x10\0"
    sound = read_wav(header + b"data\xff\xff\xff\xff" + frames)
    assert sound == Sound(24000, np.array([200, -200], "<i2").tobytes())
    with pytest.raises(WrongWav, match="2 kênh"):
        read_telephone_wav(header + b"data\xff\xff\xff\xff" + frames)


def test_a_mark_holds_for_its_samples_alone():
    data = marked_wav(tone(8000), "x", learned=True)
    assert read_telephone_wav(data) == tone(8000)
    assert mark_of(data)["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    assert mark_of(data[:-2] + b"\1\1") is None
    assert mark_of(write_wav(tone(8000))) is None
    assert mark_of(b"x") is None


@pytest.mark.parametrize("source", [22050, 24000, 16000, 48000])
def test_a_tone_is_the_same_at_another_rate(source):
    """What lies in the band stays as it was, what does not is gone."""
    for pitch in (300.0, 1000.0, 3000.0):
        found = np.frombuffer(resampled(tone(source, 0.5, pitch), 8000).samples, "<i2")
        wanted = np.frombuffer(tone(8000, 0.5, pitch).samples, "<i2")
        assert len(found) == len(wanted) == 4000
        assert np.abs(found[200:-200].astype(int) - wanted[200:-200]).max() < 80
    above = np.frombuffer(resampled(tone(source, 0.5, 5000.0), 8000).samples, "<i2")
    assert np.abs(above[200:-200].astype(int)).max() < 80


@pytest.mark.parametrize(
    ("field", "value"),
    [("speak", "²"), ("speak", "9" * 5000), ("filters", "[" * 100_000), ("filters", "NaN")],
)
def test_a_field_of_a_form_that_cannot_be_read_is_told(client, field, value):
    told = problem(client.post("/api/v1/hotline", files={field: (None, value)}), 422)
    assert told["errors"][0]["field"] == field
