"""Texts that would run, load, break out of their place or mislead, if a page, a chart or a table did not write them as texts.

After the OWASP cheat sheets on cross-site scripting filter evasion and CSV injection, CWE-1336 for templates, and
CVE-2021-42574 for bidirectional controls. `canary` is a function that the browser of the tests watches.
"""

ELEMENTS = [
    "<script>canary(1)</script>",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
    "<scr<script>ipt>canary(2)</scr</script>ipt>",
    "</script><script>canary(3)</script>",
    "</title><script>canary(4)</script>",
    "</style><script>canary(5)</script>",
    "</textarea><script>canary(6)</script>",
    "</desc></svg><script>canary(7)</script>",
    "</text><script xmlns='http://www.w3.org/1999/xhtml'>canary(8)</script>",
    "]]><script>canary(9)</script>",
    "--><script>canary(10)</script>",
    "<!--<script>canary(11)</script>",
    "<!-- <!DOCTYPE html>",
    "<![CDATA[<script>canary(12)</script>]]>",
    "<?xml-stylesheet href='https://example.org/x.css'?>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
]

HANDLERS = [
    "<img src=x onerror=canary(13)>",
    "<img src='https://example.org/x.png'>",
    "<svg onload=canary(14)>",
    "<svg><animate onbegin=canary(15) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=canary(16)>",
    "<svg><use href='data:image/svg+xml,<svg id=x/>#x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.canary(17)</script>'>",
    "<math><maction actiontype='statusline' xlink:href='javascript:canary(18)'>x",
    "<body onload=canary(19)>",
    "<details open ontoggle=canary(20)>",
    "<input autofocus onfocus=canary(21)>",
    "<video><source onerror=canary(22)></video>",
    "<iframe src=javascript:canary(23)></iframe>",
    "<object data='https://example.org/x.svg'></object>",
    "<embed src='https://example.org/x.swf'>",
    "<form action='https://example.org/'><button>x</button></form>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<a href='javascript:canary(24)'>x</a>",
    "<template><script>canary(25)</script></template>",
]

ATTRIBUTES = [
    "\" onmouseover=\"canary(26)",
    "' onfocus='canary(27)' autofocus='",
    "\"><script>canary(28)</script>",
    "'><img src=x onerror=canary(29)>",
    "` onerror=`canary(30)",
    "x onload=canary(31) y=",
    "javascript:canary(32)",
    "JaVaScRiPt:canary(33)",
    "java\tscript:canary(34)",
    "data:text/html,<script>canary(35)</script>",
    "vbscript:canary(36)",
    "url(https://example.org/x.png)",
    "</style><style>@import 'https://example.org/x.css';",
    "x; background: url(https://example.org/y.png)",
    "expression(canary(37))",
    "} body { display: none",
]

SCRIPTS = [
    "\"};canary(38);//",
    "'-canary(39)-'",
    "\\\";canary(40);//",
    "\\u003cscript\\u003ecanary(41)\\u003c/script\\u003e",
    "${canary(42)}",
    "`${canary(43)}`",
    "__proto__",
    "constructor",
    "</script><!--",
]

TEMPLATES = [
    "{{ 7 * 7 }}",
    "{{ self }}{{ run.title | safe }}",
    "{% for x in range(1000000) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{# comment #}",
    "<%= 7 * 7 %>",
    "{{{raw}}}",
]

ENTITIES = [
    "&lt;script&gt;canary(44)&lt;/script&gt;",
    "&#60;img src=x onerror=canary(45)&#62;",
    "&amp;&quot;&apos;&nbsp;",
    "＜script＞canary(46)＜/script＞",
    "+ADw-script+AD4-canary(47)+ADw-/script+AD4-",
    "%3Cscript%3Ecanary(48)%3C/script%3E",
]

CHARACTERS = [
    "ceasefire \u202eerifesaec\u202c",
    "\u2066isolated\u2069 \u200b\u200d\u2060invisible",
    "دمشق ⟵ ירושלים",
    "line\nbreak\tand\rreturn",
    "line\u2028separator\u2029paragraph",
    "a\u0300\u0301\u0302\u0303\u0304 combining, \U0001f1f8\U0001f1fe flag, \U000e0041 tag",
    "\ufeffmark \ufffe\uffff no characters",
    "\x7f\x85\x9b31m controls",
    "\u001b[31mred\u001b[0m\b\b",
]

FORMULAS = [
    "=1+1",
    "=HYPERLINK(\"https://example.org/\",\"x\")",
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "1\",=1+1,\"",
]

PAYLOADS = [*ELEMENTS, *HANDLERS, *ATTRIBUTES, *SCRIPTS, *TEMPLATES, *ENTITIES, *CHARACTERS, *FORMULAS]
