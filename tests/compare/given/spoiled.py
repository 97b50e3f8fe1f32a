"""Files of settings with one line left out or wrong."""

from collections.abc import Iterator

from job import Files

# What is put in the place of values.
OTHERWISE = '7|-7|1.5|"x"|true|""|"-1 mm"|"3 dots"|"900 mm"|["a", "b"]|[]|{ a = 1 }|='.split("|")


def spoiled(sources: list[tuple[str, str, Files]]) -> Iterator[tuple[str, Files]]:
    """Files named t.toml, some for every key of every table, and what is wrong with each.

    Sources are names, texts, and files beside them."""
    seen = set()
    for name, whole, files in sources:
        told = whole.split("\n")
        heading = kind = ""
        for at, line in enumerate(told):
            if line.startswith("["):
                heading = line
                kind = next((near for near in told[at : at + 3] if near.startswith("type")), "")
            key, equals, one = line.partition(" = ")
            if not equals or line.startswith("#") or (heading, kind, key) in seen:
                continue
            seen.add((heading, kind, key))
            others = [f"# no {key}", f"{key}z = {one}", line + "\n" + line]
            for other in others + [f"{key} = {value}" for value in OTHERWISE]:
                content = "\n".join([*told[:at], other, *told[at + 1 :]])
                yield f"{name} {heading} {other}".replace("\n", " "), files | {"t.toml": content}
