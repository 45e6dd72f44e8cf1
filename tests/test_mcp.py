"""The tools for assistants, over the real protocol."""

import sys

import pytest

mcp = pytest.importorskip("mcp")

TEXT = "# Drops\n\nYou get calm without any side effects.\n\nSide effects such as headache have been reported.\n"
pytestmark = pytest.mark.asyncio


async def asked(session, tool, **given):
    answer = await session.call_tool(tool, given)
    assert not answer.is_error
    found = answer.structured_content
    return found.get("result", found) if isinstance(found, dict) else found


async def test_review_explain_and_rules_over_standard_input_and_output(tmp_path):
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "checker", "mcp"], env=None)
    async with mcp.stdio_client(server) as (reading, writing), mcp.ClientSession(reading, writing) as session:
        await session.initialize()
        assert {tool.name for tool in (await session.list_tools()).tools} == {"review", "explain", "rules"}
        by_text = await asked(session, "review", text=TEXT)
        by_path = await asked(session, "review", path=str(file))
        assert [f["rule"] for f in by_text["findings"]] == [f["rule"] for f in by_path["findings"]]
        assert "contradiction-side-effects" in {f["rule"] for f in by_text["findings"]}
        grave = await asked(session, "review", text=TEXT, least="critical", in_full=True)
        assert {f["severity"] for f in grave["findings"]} == {"critical"}
        assert grave["findings"][0]["explanation"]["why"]
        assert "Why it matters" in await asked(session, "explain", rule="safety-absolute")
        assert "No rule" in await asked(session, "explain", rule="nope")
        assert {"id", "severity", "title"} == set((await asked(session, "rules"))[0])
        for wrong, said in (
            ({}, "either"),
            ({"text": "a", "path": "b"}, "either"),
            ({"path": "none.md"}, "no such file"),
        ):
            assert said in (await asked(session, "review", **wrong))["error"]
