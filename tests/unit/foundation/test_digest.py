"""Digests: equal for equal contents, different for different ones."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodels.foundation.digest import digest_arrays, digest_file, digest_tree, shorten_digest
from opmodels.foundation.errors import InputError

leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
trees = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def reorder(tree: object, luck: random.Random) -> object:
    """Return an equal tree whose keys were entered in another order."""
    if isinstance(tree, dict):
        keys = list(tree)
        luck.shuffle(keys)
        return {key: reorder(tree[key], luck) for key in keys}
    return [reorder(item, luck) for item in tree] if isinstance(tree, list) else tree


class TestTree:
    def test_known_value(self) -> None:
        """The digest is that of compact JSON with sorted keys, so other programs can recompute it."""
        text = '{"a":[1,2.5,null,true],"b":"\\u00a3"}'
        assert digest_tree({"b": "£", "a": [1, 2.5, None, True]}) == hashlib.sha256(text.encode()).hexdigest()

    @given(trees, st.randoms(use_true_random=False))
    def test_ignores_key_order(self, tree: object, luck: random.Random) -> None:
        """The order in which keys were entered does not matter, at any depth."""
        assert digest_tree(reorder(tree, luck)) == digest_tree(tree)

    @given(trees, trees)
    def test_differs_exactly_when_trees_differ(self, one: object, other: object) -> None:
        """Two trees have one digest exactly when their canonical JSON is the same text."""
        same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
        assert (digest_tree(one) == digest_tree(other)) is same

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (1, "1"),
            (1, 1.0),
            (1, True),
            (0, False),
            (None, "null"),
            (0.1, 0.1 + 2**-56),
            ([1, 2], [2, 1]),
            ([[1], 2], [1, [2]]),
            ({}, []),
            ({"a": {"b": 1}}, {"a": {}, "b": 1}),
        ],
    )
    def test_tells_apart(self, one: object, other: object) -> None:
        """Values that look alike but are not the same have different digests."""
        assert digest_tree(one) != digest_tree(other)

    def test_tuple_is_a_list(self) -> None:
        """A tuple digests as the list that JSON makes of it."""
        assert digest_tree({"a": (1, (2,))}) == digest_tree({"a": [1, [2]]})

    @pytest.mark.parametrize(
        ("tree", "where"),
        [
            ({"a": {1: "x"}}, r"tree\['a'\] has the key 1"),
            ({"a": [0, {1}]}, r"tree\['a'\]\[1\] is a set"),
            ([b"x"], r"tree\[0\] is a bytes"),
            (np.int64(3), "tree is a int64"),
        ],
    )
    def test_refuses_other_types(self, tree: object, where: str) -> None:
        """What JSON would bend into another shape is refused, and the message says where it stands."""
        with pytest.raises(TypeError, match=where):
            digest_tree(tree)


class TestArrays:
    def test_ignores_layout(self) -> None:
        """Order of names, memory layout and byte order do not matter."""
        table = np.arange(6.0).reshape(2, 3)
        wanted = digest_arrays({"a": table, "b": np.arange(3)})
        assert digest_arrays({"b": np.arange(3), "a": np.asfortranarray(table)}) == wanted
        assert digest_arrays({"b": np.arange(3), "a": table.astype(">f8")}) == wanted
        assert digest_arrays({"b": np.arange(6)[::2] // 2, "a": table}) == wanted

    @pytest.mark.parametrize(
        "other",
        [
            {"y": np.zeros(4)},
            {"x": np.zeros(4, np.float32)},
            {"x": np.zeros(4, np.int64)},
            {"x": np.zeros((2, 2))},
            {"x": np.zeros(5)},
            {"x": np.array([0, 0, 0, 1e-300])},
            {"x": np.array([0, 0, 0, -0.0])},
            {"x": np.zeros(4), "y": np.zeros(0)},
            {"x": np.zeros(2), "y": np.zeros(2)},
        ],
    )
    def test_tells_apart(self, other: dict[str, np.ndarray]) -> None:
        """Name, dtype, shape and every bit of every value count."""
        assert digest_arrays(other) != digest_arrays({"x": np.zeros(4)})

    def test_record_array_without_padding(self) -> None:
        """Records digest by field: the bytes that pad them to an aligned size do not count."""
        fields = [("who", np.int8), ("when", np.float64)]
        padded = np.full(2 * 16, 255, np.uint8).view(np.dtype(fields, align=True))
        packed = np.zeros(2, np.dtype(fields))
        for name in ("who", "when"):
            padded[name] = packed[name] = [1, 2]
        assert digest_arrays({"log": padded}) == digest_arrays({"log": packed})

    def test_record_field_names_count(self) -> None:
        """Records with equal bytes but another field name differ."""
        one = np.zeros(2, np.dtype([("start", np.int64)]))
        other = np.zeros(2, np.dtype([("finish", np.int64)]))
        assert digest_arrays({"log": one}) != digest_arrays({"log": other})

    def test_scalar_is_not_a_list_of_one(self) -> None:
        """An array without dimensions differs from one with a single entry."""
        assert digest_arrays({"x": np.array(1.0)}) != digest_arrays({"x": np.array([1.0])})

    def test_refuses_objects(self) -> None:
        """Python objects have no stable bytes, so they are refused by name of the array."""
        with pytest.raises(TypeError, match="'names' holds Python objects"):
            digest_arrays({"names": np.array(["a", None], dtype=object)})


class TestFile:
    def test_digests_bytes(self, tmp_path: Path) -> None:
        """The digest is that of the bytes, as sha256sum prints it, also over more than one block."""
        content = bytes(range(256)) * 5000
        (tmp_path / "log.csv").write_bytes(content)
        assert digest_file(tmp_path / "log.csv") == hashlib.sha256(content).hexdigest()

    def test_missing_file_names_the_nearest(self, tmp_path: Path) -> None:
        """A file that is not there is an input error that says which one may be meant."""
        (tmp_path / "surgery.yaml").touch()
        with pytest.raises(InputError) as caught:
            digest_file(tmp_path / "surgry.yaml")
        problem = caught.value.problems[0]
        assert problem.where == str(tmp_path / "surgry.yaml")
        assert problem.nearest == "surgery.yaml"

    def test_folder_is_refused(self, tmp_path: Path) -> None:
        """A folder is no file, and no other name is offered for one that exists."""
        with pytest.raises(InputError) as caught:
            digest_file(tmp_path)
        assert caught.value.problems[0].nearest is None

    def test_file_in_missing_folder(self, tmp_path: Path) -> None:
        """A missing folder is told like a missing file."""
        with pytest.raises(InputError, match="no such file"):
            digest_file(tmp_path / "nowhere" / "log.csv")


def test_shorten_digest() -> None:
    """People see the first 16 digits."""
    digest = digest_tree("x")
    assert len(digest) == 64
    assert shorten_digest(digest) == digest[:16]
