"""What a file is by its content, and whether it may be passed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.file_types import sniff

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + b"\0" * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
ZIP = b"PK\x03\x04\x14\0\0\0\x08\0" + b"x" * 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 200
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HARMLESS = [
    (PNG, "a.png", "image/png"),
    (JPEG, "a.jpg", "image/jpeg"),
    (JPEG, "a.JPEG", "image/jpeg"),
    (PDF, "a.pdf", "application/pdf"),
    (ZIP, "a.docx", DOCX),
    (ZIP, "a.sketch", "application/zip"),
    (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "a.bmp", "image/bmp"),
    (b"GIF89a\1\0\1\0" + b"\0" * 40, "a.gif", "image/gif"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a.mp4", "video/mp4"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "a.mov", "video/quicktime"),
    (b"hello\n", "a.txt", "text/plain"),
    (b"# hello <b>", "README.md", "text/plain"),
    ("a;b\nGröße;1".encode("latin-1"), "a.csv", "text/csv"),
    (b"MZ is the mark of Mark Zbikowski", "notes.txt", "text/plain"),
    (bytes(range(256)), "homepage.fig", "application/octet-stream"),
    (b"hello", "", "text/plain"),
]
RISKY = [
    (EXE, "setup.exe", "program"),
    (EXE, "invoice.pdf", "program"),
    (EXE, "photo.png", "program"),
    (EXE, "file", "program"),
    (b"\x7fELF\2\1\1" + b"\0" * 60, "a.txt", "program"),
    (b"\xcf\xfa\xed\xfe\7\0\0\1", "a", "program"),
    (b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F", "a.pdf", "program"),
    (b"hello", "a.exe", "program"),
    (b"#!/bin/sh\nrm -rf ~", "notes.txt", "script"),
    (b"@echo off\r\n", "a.txt", "script"),
    (b"<?php system($_GET[1]);", "a.jpg", "script"),
    (b"alert(1)", "a.js", "script"),
    (b"<html><script>", "a.html", "page"),
    (b"\n <!DOCTYPE html><html>", "report.pdf", "page"),
    (b'<svg xmlns="x" onload="alert(1)">', "a.png", "page"),
    (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY", "a.txt", "page"),
    (ZIP, "work.zip", "archive"),
    (ZIP, "work", "archive"),
    (ZIP, "a.jar", "program"),
    (ZIP, "a.docm", "macros"),
    (OLE, "a.doc", "macros"),
    (OLE, "a.msi", "program"),
    (OLE, "a.pdf", "macros"),
    (b"Rar!\x1a\7\0xxxx", "a.jpg", "archive"),
    (b"7z\xbc\xaf\x27\x1c" + b"\0" * 30, "a.7z", "archive"),
    (b"\x1f\x8b\x08\0\0\0\0\0", "a.tar.gz", "archive"),
    (b"From: x@y.example\n\nhi", "a.eml", "mail"),
    (b"hello", "a.pdf", "disguised"),
    (JPEG, "a.png", "disguised"),
    (PDF, "a.jpg", "disguised"),
    (bytes(range(256)), "a.pdf", "disguised"),
    (PNG, "a.txt", "disguised"),
]


@pytest.mark.parametrize(("content", "name", "kind"), HARMLESS)
def test_a_file_that_is_what_its_name_says_may_be_passed_on(content: bytes, name: str, kind: str) -> None:
    found = sniff(content, name)
    assert (found.type, found.claimed, found.risk) == (kind, "", "")


@pytest.mark.parametrize(("content", "name", "risk"), RISKY)
def test_what_may_do_harm_is_told(content: bytes, name: str, risk: str) -> None:
    assert sniff(content, name).risk == risk


def test_a_name_that_promises_something_else_is_told() -> None:
    assert sniff(EXE, "invoice.pdf").claimed == "application/pdf"
    assert sniff(JPEG, "a.png").claimed == "image/png"
    assert sniff(EXE, "setup.exe").claimed == ""


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.exe", "a", "a.docx", "a.txt", ""]))
def test_any_bytes_under_any_name_have_a_type(content: bytes, name: str) -> None:
    assert "/" in sniff(content, name).type
