"""What a request gives, as one dictionary."""

from contextlib import suppress

import pytest
from pyramid.request import Request

from microblog.parameters import Unreadable, nest, read_parameters


@pytest.mark.parametrize(
    ("pairs", "nested"),
    [
        ([("a", "1")], {"a": "1"}),
        ([("a", "1"), ("a", "2")], {"a": ["1", "2"]}),
        ([("a[]", "1"), ("a[]", "2")], {"a": ["1", "2"]}),
        ([("a[b]", "1"), ("a[c]", "2")], {"a": {"b": "1", "c": "2"}}),
        ([("a[b][]", "1"), ("a[b][]", "2")], {"a": {"b": ["1", "2"]}}),
        ([("a[1][n]", "y"), ("a[0][n]", "x")], {"a": [{"n": "x"}, {"n": "y"}]}),
        ([("a[][k]", "1"), ("a[][w]", "2"), ("a[][k]", "3")], {"a": [{"k": "1", "w": "2"}, {"k": "3"}]}),
        ([("a[]", "1"), ("a[][b]", "2")], {"a": ["1", {"b": "2"}]}),
        ([("a]", "1"), ("[]", "2"), ("a[b", "3")], {}),
    ],
)
def test_names_nest(pairs, nested):
    assert nest(pairs) == nested


def test_nesting_ends_somewhere():
    with pytest.raises(Unreadable):
        nest([("a" + "[b]" * 9, "1")])


def test_parameters_are_counted():
    with pytest.raises(Unreadable):
        nest([("a", "1")] * 1001)


def request_with(body=b"", kind="", query="", method="POST"):
    return Request.blank("/", {"QUERY_STRING": query}, method=method, body=body, content_type=kind)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"a": ["1"], "b": null}', "application/json; charset=utf-8"),
        (b"a[]=1", "application/x-www-form-urlencoded"),
        (b"a%5B%5D=1", "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="a[]"\r\n\r\n1\r\n--x--\r\n', "multipart/form-data; boundary=x"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_body_says_the_same(body, kind, method):
    assert read_parameters(request_with(body, kind, method=method)) == {"a": ["1"]}


def test_the_address_is_read_too_and_the_body_stands_above_it():
    given = read_parameters(request_with(b'{"a": 1}', "application/json", "a=2&types[]=x&q=%C3%A4+b"))

    assert given == {"a": 1, "types": ["x"], "q": "ä b"}


@pytest.mark.parametrize("body", [b"{", b"[1]", b"NaN", b'{"a": Infinity}', b"\xff", b"[" * 100_000, b'"a"'])
def test_what_is_no_json_object_is_refused(body):
    with pytest.raises(Unreadable):
        read_parameters(request_with(body, "application/json"))


def test_what_is_not_utf8_is_refused():
    with pytest.raises(Unreadable):
        read_parameters(request_with(query="a=%ff"))


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\nnonsense", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"]
)
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary="]
)
def test_broken_parts_give_nothing_or_are_refused(body, kind):
    with suppress(Unreadable):
        assert read_parameters(request_with(body, kind)) == {}


def test_a_form_of_more_parts_than_anybody_needs_is_refused():
    with pytest.raises(Unreadable):
        read_parameters(request_with(b"\r\n--x" * 2000, "multipart/form-data; boundary=x"))
