"""What a person cannot see in an HTML mail is not read."""

# ruff: noqa: E501

from time import process_time

import pytest

from mailflow.mail.message import InboundMessage
from mailflow.mail.reply_text import reply_text

STYLES = """
display:none | DISPLAY : NONE ! important | display:n\\6f ne | dis\\70 lay:none | display/**/:/**/none | display:block;display:none
display:none !important;display:block | visibility:hidden | visibility:collapse | content-visibility:hidden | mso-hide:all
opacity:0 | opacity:.04 | opacity:5% | filter:opacity(0) | filter:alpha(opacity=0) | filter:blur(9px)
font-size:0 | font-size:1px | font-size:1.4pt | font-size:.01em | font-size:5% | font-size:.1mm | font:0/0 a | font:1px/20px Arial
color:#fff | color:white | color:#ffffff | color:rgb(255,255,255) | color:rgb(100% 100% 100%) | color:hsl(0,0%,100%) | color:#fefefe
color:#fcfcfc | color:snow | color:transparent | color:#0000 | color:#00000000 | color:rgba(0,0,0,0) | color:rgb(0 0 0 / .05)
color:hwb(0 100% 0%) | -webkit-text-fill-color:transparent | -webkit-text-fill-color:white | color:black;color:white
background:black | background-color:#000 | background:#010101 | color:#eee;background:#eee | color:red;background:#f00
color:navy;background-color:rgb(0,0,128) | color:#222;background:linear-gradient(#222,#222) | color:white;background:url(a.png)
transform:scale(0) | transform:scale(.01,1) | -webkit-transform:scaleY(0) | transform:translateX(-9999px) | transform:rotateY(90deg)
transform:matrix(0,0,0,0,0,0) | scale:0 | zoom:0 | translate:-9999px | clip:rect(0,0,0,0) | position:absolute;clip:rect(1px 1px 1px 1px)
clip-path:inset(100%) | clip-path:inset(50%) | clip-path:circle(0) | clip-path:polygon(0 0,0 0,0 0) | -webkit-clip-path:circle(0px)
text-indent:-9999px | text-indent:-200% | text-indent:100% | position:absolute;left:-9999px | position:fixed;top:-999em
position:absolute;right:-5000px | margin-left:-9999px | margin:-1000px 0 0 | inset:-9999px | left:200% | position:absolute;left:99999px
height:0;overflow:hidden | overflow:hidden;max-height:0 | max-height:0px | width:1px;height:1px;overflow:hidden | width:0;overflow:clip
line-height:0;overflow:hidden | letter-spacing:-1em | text-decoration:line-through | text-decoration-line:line-through
unicode-bidi:bidi-override;direction:rtl | -webkit-text-security:disc
opacity:calc(0) | opacity:calc(1 - 1) | font-size:calc(0px) | font-size:calc(2px * .1) | font-size:min(0px,1em) | font-size:clamp(0px,0px,0px)
font-size:max(0px,calc((1px - 1px) / 2)) | text-indent:calc(-9999px) | position:absolute;top:calc(-1 * 9999px) | left:calc(100vw + 10px)
margin-left:calc(0px - 9999px) | transform:scale(calc(1 - 1)) | zoom:calc(0) | color:oklch(100% 0 0) | color:lab(100% 0 0)
color:color-mix(in srgb,white,white) | color:rgb(from white r g b) | color:light-dark(white,white) | background:oklch(0 0 0)
mask:linear-gradient(transparent,transparent) | -webkit-mask-image:url(a.png) | offset-path:path('M -9999 0') | content:url(a.gif)
transform:rotateY(180deg);backface-visibility:hidden | rotate:180deg;-webkit-backface-visibility:hidden | rotate:y 90deg | transform:skewX(90deg)
transform:matrix3d(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1) | position:absolute;z-index:-1 | block-size:0;overflow:hidden | max-block-size:0
inline-size:0;overflow-inline:clip | height:0;contain:paint | inset-inline-start:-9999px | margin-inline-start:-9999px | word-spacing:-99em
font-size-adjust:0 | clip-path:xywh(0 0 0 0) | clip-path:path('M0 0') | filter:invert(1) | filter:contrast(0) | filter:url(#a)
padding-left:9999px;overflow:hidden
"""
HIDING = [one for row in STYLES.strip().splitlines() for one in row.split(" | ")]

SHEETS = {
    "a class": (".x{display:none}", "<p class=x>{}</p>"),
    "an id": ("#x{display:none}", "<p id=x>{}</p>"),
    "an element": ("i{display:none}", "<i>{}</i>"),
    "an element of a class": ("P.x{display:none}", "<p class=x>{}</p>"),
    "everything": ("*{color:white}", "<p>{}</p>"),
    "an attribute": ("[title]{display:none}", "<p title=a>{}</p>"),
    "an attribute's beginning": ("p[title^='a' i]{display:none}", "<p title=Abc>{}</p>"),
    "a child": ("div>p{display:none}", "<div><p>{}</p></div>"),
    "a descendant": ("td p{display:none}", "<table><tr><td><p>{}</p></table>"),
    "a neighbour": ("h1+p{display:none}", "<h1>t</h1><p>{}</p>"),
    "the second one": ("p:nth-child(2){display:none}", "<div><b>t</b><p>{}</p></div>"),
    "none of others": ("p:not(.y){display:none}", "<p>{}</p>"),
    "one of many": (".y,a:hover,.x{display:none}", "<p class=x>{}</p>"),
    "one of a list": ("p:is(.y,.x){display:none}", "<p class=x>{}</p>"),
    "one where": (":where(p.x){display:none}", "<p class=x>{}</p>"),
    "a language": ("p:lang(en){display:none}", "<p lang=en>{}</p>"),
    "a name with an escape": (".\\78{display:none}", "<p class=x>{}</p>"),
    "a style sheet for screens": ("@media screen{.x{display:none}}", "<p class=x>{}</p>"),
    "a style sheet for wide screens": ("@media (min-width:1px){.x{display:none}}", "<p class=x>{}</p>"),
    "a style sheet of support": ("@supports (display:grid){@media all{.x{display:none}}}", "<p class=x>{}</p>"),
    "dark screens": ("@media (prefers-color-scheme:dark){.x{color:red;display:none}}", "<p class=x>{}</p>"),
    "a layer": ("@layer a{.x{opacity:0}}", "<p class=x>{}</p>"),
    "a rule in a rule": ("div{color:red; .x{display:none}}", "<div><p class=x>{}</p></div>"),
    "a rule in a rule of itself": (".x{&.y{display:none}}", "<p class='x y'>{}</p>"),
    "a brace in a string": ('a::before{content:"}"} b::after{content:"{"} .x{display:none}', "<p class=x>{}</p>"),
    "a brace in a comment": ("/* { */ .x{/* } */display:none}", "<p class=x>{}</p>"),
    "a comment of HTML": ("<!-- .x{display:none} -->", "<p class=x>{}</p>"),
    "an end that is missing": (".x{display:none", "<p class=x>{}</p>"),
    "the last one counts": (".x{display:block} .x{display:none}", "<p class=x>{}</p>"),
    "an important one": (".x{display:none!important}", "<p class=x style='display:block'>{}</p>"),
    "a custom property": (":root{--a:white} .x{color:var(--a)}", "<p class=x>{}</p>"),
    "white from a sheet": (".x{color:#fffe}", "<p class=x>{}</p>"),
    "a ground from a sheet": ("td{background:#123}", "<table><tr><td style='color:#123'>{}</table>"),
    "what is not to be inlined": (".x{display:none}", "<p class=x data-css-inline=ignore>{}</p>"),
    "an animation's end": ("@keyframes a{to{opacity:0}} .x{animation:a 0s forwards}", "<p class=x>{}</p>"),
    "an animation's last share": ("@keyframes a{0%,100%{font-size:0}} .x{animation-name:a}", "<p class=x>{}</p>"),
    "an animation of an element": ("@-webkit-keyframes a{to{color:#fff}}", "<p style='-webkit-animation:1s a'>{}</p>"),
    "an animation in a block": ("@media all{@keyframes a{to{left:-9999px}}} .x{animation:a}", "<p class=x>{}</p>"),
    "an animation with an escape": ("@\\6b eyframes a{to{opacity:0}} .x{animation:\\61}", "<p class=x>{}</p>"),
    "an animation that stands still": ("@keyframes a{from{opacity:0}} .x{animation:a 1s paused}", "<p class=x>{}</p>"),
    "an animation that runs back": ("@keyframes a{0%{opacity:0}} .x{animation:a 1s reverse both}", "<p class=x>{}</p>"),
    "an animation that takes a day": ("@keyframes a{0%{opacity:0}} .x{animation:a 86400s}", "<p class=x>{}</p>"),
    "an animation that waits": (
        "@keyframes a{0%{opacity:0}} .x{animation-name:a;animation-delay:9e5ms}",
        "<p class=x>{}</p>",
    ),
    "an import that is written out": ("@import url(data:text/css,.x%7Bdisplay:none%7D);", "<p class=x>{}</p>"),
    "an import in base64": ("@import 'data:text/css;base64,Lnh7ZGlzcGxheTpub25lfQ==';", "<p class=x>{}</p>"),
    "an import of an import": (
        '@import "data:text/css,@import%20url(data:text/css,.x%257Bdisplay:none%257D)";',
        "<p class=x>{}</p>",
    ),
    "the first of some": ("p:nth-child(n of .x){display:none}", "<p class=x>{}</p>"),
    "the last of some": ("p:nth-last-child(1 of p.x){display:none}", "<p class=x>{}</p>"),
    "an element of itself": ("p:is(p.x,b){display:none}", "<p class=x>{}</p>"),
    "a direction": ("p:dir(ltr){display:none}", "<p>{}</p>"),
    "what nobody can write in": ("p:read-only{display:none}", "<p>{}</p>"),
    "what has no focus": ("p:not(:focus-within){display:none}", "<p>{}</p>"),
    "what is in no state": ("p:not( :state(a) ){display:none}", "<p>{}</p>"),
    "a first line": ("p::first-line{color:white}", "<p>{}</p>"),
    "a first letter": ("p:first-letter{font-size:0}", "<p>{}</p>"),
    "a comment in a name": ("p/**/.x{display:none}", "<p class=x>{}</p>"),
}
TAGS = {
    "the attribute": "<p hidden>{}</p>",
    "a white font": "<font color=white>{}</font>",
    "a white font without its mark": "<font color=FFFFFF>{}</font>",
    "the colour of its cell": "<table><tr><td bgcolor=#dddddd><font color='#dddddd'>{}</font></td></tr></table>",
    "the colour of an ancestor": "<div style='background:navy'><p><b><i style='color:#000080'>{}</i></b></p></div>",
    "a ground of the colour around": "<div style='color:teal'><p style='background:teal'>{}</p></div>",
    "deep below its ground": "<div style='background:red'>"
    + "<div>" * 60
    + "<p style='color:red'>{}</p>"
    + "</div>" * 61,
    "faint upon faint": "<div style='opacity:.3'><div style='opacity:.3'><p style='opacity:.5'>{}</p></div></div>",
    "small upon small": "<div style='font-size:.3em'><div style='font-size:.3em'>{}</div></div>",
    "a tag too long to read": f"<p style='display:none' title='{'x' * 21_000}'>{{}}</p>",
    "a style too long to read": f"<p style='{'color:red;' * 1500}display:none'>{{}}</p>",
    "struck out": "<s>{}</s>",
    "folded": "<details><summary>More</summary><p>{}</p></details>",
    "a dialogue": "<dialog>{}</dialog>",
    "a list of data": "<datalist><p>{}</p></datalist>",
    "a canvas": "<canvas>{}</canvas>",
    "what pops up": "<div popover>{}</div>",
    "from right to left": "<bdo dir=rtl>{}</bdo>",
    "a note of a formula": "<math><semantics><annotation>{}</annotation></semantics></math>",
    "what stands for a meter": "<meter>{}</meter>",
    "a link with a sheet": "<link rel=stylesheet href='data:text/css,.x{{display:none}}'><p class=x>{}</p>",
    "a link with a sheet in base64": "<link rel='StyleSheet' href='DATA:text/css;charset=utf-8;base64,LnggeyBkaXNwbGF5Om5vbmUgfQ=='><p class=x>{}</p>",
}
SEEN = """
display:block | display:none;display:block | visibility:visible | opacity:1 | opacity:.8 | font-size:9px | font-size:11.0pt
font-size:.8em | font-size:100% | color:#1F497D | color:black | color:#777 | color:rgb(34,34,34) | color:#222;background:white
color:white;background:black | color:white;background-color:#0b5394 | color:rgb(255,255,255);background:rgb(41,41,41)
color:windowtext | color:inherit | color:nonsense | background:url(a.png) | background:transparent | background:#ffffcc
text-indent:-18.0pt;margin-left:36.0pt | margin:0cm 0cm .0001pt | margin-left:-.25in | left:10px | transform:scale(1) | transform:none
transform:translateX(0) | clip:auto | width:100%;overflow:hidden | height:0 | line-height:1;overflow:hidden | line-height:107%
max-height:100%;overflow:hidden | letter-spacing:-.2pt | text-decoration:underline | direction:rtl | overflow:hidden;height:20px
width:calc(100% - 20px);overflow:hidden | margin:0 calc(50% - 40px) | font-size:calc(10px + 2px) | opacity:calc(2 / 2) | font-size:max(1em,12px)
mask:none | z-index:2 | z-index:auto | content:normal | rotate:none | rotate:5deg | -webkit-backface-visibility:hidden | padding:0 20px
contain:none | filter:invert(0) | filter:brightness(.9) | filter:drop-shadow(1px 1px 1px red) | animation:none | animation:nothing 1s forwards
block-size:auto;overflow:hidden | inset-inline-start:10px | word-spacing:2px | font-size-adjust:none | offset:none | color:color(srgb 0 0 0)
font:11pt Calibri | font-family:"Segoe UI",sans-serif | mso-fareast-language:EN-US | filter:none | zoom:1 | content:"display:none"
"""
SHOWING = [one for row in SEEN.strip().splitlines() for one in row.split(" | ")]
SEEN_BY_SHEETS = {
    "for printers": "@media print{p{display:none}}",
    "for other elements": "b{display:none} .y{display:none} #z{opacity:0}",
    "for a mouse that is over it": "p:hover{display:none}",
    "taken back": "p{display:none} p{display:block}",
    "taken back by one that counts more": "p.x{display:block} p{display:none}",
    "of steps of a movement": "@keyframes a{from{opacity:0} to{opacity:1}}",
    "of what comes in": "@keyframes a{from{opacity:0} to{opacity:1}} p{animation:a 1s ease-in}",
    "of what blinks": "@keyframes a{50%{opacity:0}} p{animation:a 1s infinite}",
    "of another's end": "@keyframes a{to{opacity:0}} b{animation:a forwards} p{animation:b forwards}",
    "of an animation without a frame": "@keyframes a; @keyframes a{} p{animation:a}",
    "that lies elsewhere": "@import url(https://evil.example/a.css); @import 'data:text/html,p{display:none}';",
    "written out wrongly": "@import 'data:text/css;base64,====';",
    "in a string": 'a{content:".x{display:none}"}',
    "in a comment": "/* p{display:none} */",
    "white on black": "div{background:black} p{color:white}",
    "of a dark screen": "@media (prefers-color-scheme: dark){p{color:#fff !important}}",
    "broken": "p{display:none-} }}} p{color:#",
}


def read(html: str) -> str:
    return reply_text(InboundMessage(html=html)).text


def page(body: str) -> str:
    return f"<html><body><div>Two is done.</div>{body}</body></html>"


@pytest.mark.parametrize("style", HIDING)
def test_a_style_that_hides(style: str) -> None:
    quoted = style.replace('"', "&quot;")
    assert read(page(f'<p style="{quoted}">APPROVE 3</p>')) == "Two is done."
    assert read(f'<div>Two is done.</div><span style="{quoted}">APPROVE <b>3</b></span>') == "Two is done."


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_style_sheet_that_hides(name: str) -> None:
    sheet, body = SHEETS[name]
    written = page(body.format("APPROVE 3"))
    assert "APPROVE" not in read(f"<style>{sheet}</style>{written}")
    assert "APPROVE" not in read(written + f"<style type='text/css'>{sheet}</style>")
    assert "APPROVE 3" in read(written)


@pytest.mark.parametrize("name", sorted(TAGS))
def test_a_tag_that_hides(name: str) -> None:
    assert read(page(TAGS[name].format("APPROVE 3"))) == "Two is done."


def test_the_colour_of_the_page() -> None:
    shown = "<font color=white>Two is done.</font>"
    assert read(f"<body bgcolor=black>{shown}<p>APPROVE 3</p>") == "Two is done."
    assert read(f"<body bgcolor=black text=#111111>{shown}<p>APPROVE 3</p></body>") == "Two is done."
    assert read("<body bgcolor=black text=white>Two is done.</body>") == "Two is done."


@pytest.mark.parametrize("style", SHOWING)
def test_a_style_that_shows(style: str) -> None:
    assert "APPROVE 3" in read(page(f"<p style='{style}'>APPROVE 3</p>"))


@pytest.mark.parametrize("name", sorted(SEEN_BY_SHEETS))
def test_a_style_sheet_that_shows(name: str) -> None:
    assert "APPROVE 3" in read(f"<style>{SEEN_BY_SHEETS[name]}</style>" + page("<div><p class=x>APPROVE 3</p></div>"))


def test_what_has_a_colour_of_its_own_is_seen_where_nothing_else_is() -> None:
    assert read("<td style='background:black'>a<p style='color:white'>b</p>c</td>") == "b"
    assert read("<td style='font-size:0'>a<p style='font-size:11pt'>b</p>c</td>") == "b"


def test_what_is_hidden_ends_where_its_element_does() -> None:
    assert (
        read("<div style='background:red'><p style='color:red'>a</p><p>b</p></div><p style='color:red'>c</p>")
        == "b\n\nc"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<style>" + ".a{display:none}" * 12_000 + "</style><p class=a>x",
        "<style>" + "".join(f".a{n} .b{{opacity:0}}" for n in range(9_000)) + "</style>" + "<p class=b>x</p>" * 20_000,
        "<style>" + "a{" * 90_000 + "</style><p>x",
        "<style>" + ":is(" * 45_000 + "</style><p>x",
        "<style>" + "a,b{" * 30 + "display:none" + "}" * 30 + "</style><p>x",
        "<style>/*" * 100_000,
        "<style>" + "@keyframes a{to{opacity:0}}" * 7_000 + "p{animation:a}</style><p>x",
        "<style>" + "@media all{" * 15_000 + "@keyframes a{to{opacity:0}}</style><p>x",
        "<style>" + "@import 'data:text/css," * 8_000 + "</style><p>x",
        "<p style='font-size:" + "calc(" * 1_500 + "1px'>x",
        "<p style='font-size:calc(" + "1px + " * 1_500 + "1px)'>x",
        "<style>b{display:none}</style>" + "<div style='background:red;color:red'>" * 20_000,
        "<p style='" + "(" * 9_000 + "'>x",
        "".join(f"<p style='color:#{n:06x};font-size:{n}px'>x</p>" for n in range(5_000)),
    ],
    ids=[
        "wide",
        "rules times elements",
        "deep",
        "lists",
        "nested lists",
        "comments",
        "animations",
        "animations in blocks",
        "imports",
        "nested sums",
        "long sums",
        "deep in elements",
        "parentheses",
        "styles",
    ],
)
def test_hostile_style_costs_little(html: str) -> None:
    began = process_time()
    read(html)
    assert process_time() - began < 2
