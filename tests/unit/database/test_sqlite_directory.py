import subprocess
import sys
from pathlib import Path

import pytest

from shared.database.sqlite_directory import DirectoryInUse, SqliteDirectory

_ROOT = Path(__file__).resolve().parents[3]
_OPEN = "import sys; from pathlib import Path; from shared.database.sqlite_directory import SqliteDirectory"


def test_a_second_process_is_told_that_the_directory_is_in_use(tmp_path: Path) -> None:
    directory = SqliteDirectory(tmp_path / "数据 1")
    with pytest.raises(DirectoryInUse, match="正被另一个联席程序使用"):
        SqliteDirectory(tmp_path / "数据 1")
    code = f"{_OPEN}; SqliteDirectory(Path(sys.argv[1]))"
    second = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "数据 1")], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "DirectoryInUse" in second.stderr
    directory.close()
    SqliteDirectory(tmp_path / "数据 1").close()


def test_closing_the_directory_closes_its_databases(tmp_path: Path) -> None:
    directory = SqliteDirectory(tmp_path)
    directory.database("meeting").write_now(lambda tx: tx.execute("CREATE TABLE a (id INTEGER)"))
    directory.close()
    again = SqliteDirectory(tmp_path)
    with again.database("meeting").snapshot_now() as reader:
        assert reader.connection.execute("SELECT count(*) FROM a").fetchone() == (0,)
    again.close()
