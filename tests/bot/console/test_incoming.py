import asyncio
import os

from bot.console.incoming import Line, NotText, incoming_lines


async def test_a_line_is_there_before_the_next_is_written():
    read_end, write_end = os.pipe()
    with open(read_end, encoding="utf-8") as stdin:  # noqa: PTH123
        lines = incoming_lines(stdin)
        os.write(write_end, "/visit St Bride’s\n".encode())
        assert await asyncio.wait_for(anext(lines), 5) == "/visit St Bride’s"
        os.write(write_end, b"list")
        os.close(write_end)
        assert [line async for line in lines] == ["list"]


async def test_the_bot_can_stop_while_no_line_comes():
    read_end, write_end = os.pipe()
    with open(read_end, encoding="utf-8") as stdin:  # noqa: PTH123
        waiting = asyncio.create_task(anext(incoming_lines(stdin)))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.wait([waiting], timeout=5)
        assert waiting.cancelled()
        os.close(write_end)


async def test_many_lines_keep_their_order_and_bad_ones_their_number(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_bytes(b"".join(b"\xff\n" if number == 300 else b"%d\n" % number for number in range(1, 1001)))
    expected: list[Line] = [NotText(number) if number == 300 else str(number) for number in range(1, 1001)]
    with path.open(encoding="utf-8") as stdin:
        assert [line async for line in incoming_lines(stdin)] == expected
