"""The page of the API, on a machine without a network."""

import re

from tests.unit.serving.sample import Sample


async def test_the_page_loads_nothing_from_elsewhere_and_finds_its_own_files() -> None:
    async with Sample(()).client() as client:
        page = await client.get("docs")
        assert page.status_code == 200
        sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert sources
        assert not [source for source in sources if "//" in source]
        for source in sources:
            assert (await client.get(f"http://sample{source}")).status_code == 200
