"""A real Apache Kafka on this machine without Docker: one node, broker and controller in one, on loopback."""

import base64
import logging
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from kafka.errors import KafkaError

from services.local.engine.ports import free_port, is_free
from services.local.engine.process import ServerProcess
from services.local.loopback import HOST
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.client import KafkaNotReachable, admin_client

JAVA_MIN = 17
START_SECONDS_MAX = 180.0
STOP_SECONDS_MAX = 20.0
_ROOT = Path(__file__).resolve().parents[3]
_LISTENS = re.compile(r"^listeners=PLAINTEXT://[^:]+:(\d+),CONTROLLER://[^:]+:(\d+)$", re.MULTILINE)
_LOG_LINES_SHOWN = 5
# One node keeps one copy of everything; automatic topics would hide that one was not provisioned. After a kill the
# controller takes the broker back only when the killed one's session is over.
_SETTINGS = """
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers={host}:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://{host}:{broker},CONTROLLER://{host}:{controller}
advertised.listeners=PLAINTEXT://{host}:{broker},CONTROLLER://{host}:{controller}
log.dirs={directory}/data
auto.create.topics.enable=false
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
offsets.topic.num.partitions=8
transaction.state.log.num.partitions=8
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
"""
_LOGGING = """
rootLogger.level=WARN
rootLogger.appenderRef.file.ref=file
appender.file.type=RollingFile
appender.file.name=file
appender.file.fileName={directory}/kafka.log
appender.file.filePattern={directory}/kafka.log.%i
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d %p %m (%c)%n%throwable
appender.file.policies.type=Policies
appender.file.policies.size.type=SizeBasedTriggeringPolicy
appender.file.policies.size.size=10MB
appender.file.strategy.type=DefaultRolloverStrategy
appender.file.strategy.max=2
"""


class KafkaNotAvailable(Unavailable):
    code = "kafka_not_available"


class KafkaServer:
    """One data directory and the broker on it, if any; started again it has the same data and the same ports.

    Another object on the same directory, in another process too, finds the running broker. `jars` is where
    .make/kafka-jars put them, unless LIANXI_KAFKA_JARS names another directory. `brief`: for a test's minutes, it starts
    with half the work and is slower later. `dies_with_us`: see ServerProcess.
    """

    def __init__(
        self,
        directory: Path,
        *,
        jars: Path | None = None,
        heap: str = "512m",
        brief: bool = False,
        dies_with_us: bool = False,
    ) -> None:
        self.directory = directory.absolute()
        named = os.environ.get("LIANXI_KAFKA_JARS")
        self.jars = jars or (Path(named) if named else _ROOT / "build" / "kafka" / "lib")
        self._heap = heap
        self._brief = brief
        self._settings = self.directory / "server.properties"
        self._process = ServerProcess(self.directory / "kafka.pid", str(self._settings), dies_with_us=dies_with_us)

    @property
    def bootstrap(self) -> str:
        """host:port for clients, also while it does not run. Raises KafkaNotAvailable before the first start."""
        return f"{HOST}:{self._ports()[0]}"

    @property
    def pid(self) -> int | None:
        """None: it does not run."""
        return self._process.pid

    def missing(self) -> str | None:
        """What this machine lacks to start it, and how to get it, as a sentence; None: nothing."""
        java = _java()
        if java is None:
            return f"没有找到 Java：Kafka 要用 Java {JAVA_MIN} 或更新的（apt install openjdk-17-jre-headless）。"
        version = _java_version(java)
        if version < JAVA_MIN:
            return f"Java 是第{version}版，Kafka 要用 {JAVA_MIN} 或更新的（apt install openjdk-17-jre-headless）。"
        if not any(self.jars.glob("kafka-server-*.jar")):
            return (
                f"{self.jars} 里没有 Kafka 的程序文件，请运行 .make/kafka-jars 取得（要有 Maven：apt install maven）。"
            )
        return None

    def start(self) -> None:
        """Returns when it answers; does nothing where it runs. Raises KafkaNotAvailable, which says why."""
        if self.pid is None:
            if (lacking := self.missing()) is not None:
                raise KafkaNotAvailable(lacking)
            self._prepare()
            self._launch()
        self._wait()

    def stop(self) -> None:
        """In order, and by force when that takes too long."""
        self._process.end(signal.SIGTERM, STOP_SECONDS_MAX)
        self.kill()

    def kill(self) -> None:
        """As a power cut would, but for what the system still writes."""
        self._process.end(signal.SIGKILL, STOP_SECONDS_MAX)

    def _ports(self) -> tuple[int, int]:
        found = _LISTENS.search(self._settings.read_text("utf-8")) if self._settings.exists() else None
        if found is None:
            raise KafkaNotAvailable(f"{self.directory} 里的 Kafka 还没有启动过。")
        return int(found[1]), int(found[2])

    def _prepare(self) -> None:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = {"host": HOST, "directory": self.directory.as_posix()}
        if not self._settings.exists():
            ports = {"broker": free_port(), "controller": free_port()}
            self._settings.write_text(_SETTINGS.format(**place, **ports), "utf-8")
        (self.directory / "log4j2.properties").write_text(_LOGGING.format(**place), "utf-8")
        for port in self._ports():
            if not is_free(port):
                raise KafkaNotAvailable(f"Kafka 要用的端口 {port} 已被别的程序占用，请先停止那个程序。", port=port)
        # The last file that formatting writes; after a kill before it the same command goes again.
        if not (self.directory / "data" / "bootstrap.checkpoint").exists():
            self._format()

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid4().bytes).decode().rstrip("=").replace("-", "A")
        given = ["format", "--ignore-formatted", "--standalone", "-t", cluster, "-c", str(self._settings)]
        command = self._java_command("128m", "kafka.tools.StorageTool", given, brief=True)
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise KafkaNotAvailable(f"Kafka 的数据目录没能建好：{(done.stderr or done.stdout).strip()[-500:]}")

    def _launch(self) -> None:
        command = self._java_command(self._heap, "kafka.Kafka", [str(self._settings)], brief=self._brief)
        self._process.begin(command, self.directory / "kafka.out")

    def _java_command(self, heap: str, program: str, arguments: Sequence[str], *, brief: bool) -> list[str]:
        options = [f"-Xmx{heap}", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"]
        options += ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if brief else []
        logging_file = f"-Dlog4j2.configurationFile={self.directory / 'log4j2.properties'}"
        return [str(_java()), *options, logging_file, "-cp", f"{self.jars}/*", program, *arguments]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not _answers(self.bootstrap):
            if self.pid is None:
                raise KafkaNotAvailable(f"Kafka 启动后就退出了（记录在 {self.directory}）：{self._last_words()}")
            if time.monotonic() > deadline:
                self.kill()
                raise KafkaNotAvailable(f"Kafka 在{START_SECONDS_MAX:.0f}秒内没有启动（记录在 {self.directory}）。")
            time.sleep(0.05)

    def _last_words(self) -> str:
        logs = [self.directory / name for name in ("kafka.log", "kafka.out")]
        lines = [line for log in logs if log.exists() for line in log.read_text("utf-8", "replace").splitlines()]
        return "\n".join(lines[-_LOG_LINES_SHOWN:])


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which(Path(home, "bin", "java") if home else "java")


def _java_version(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def _answers(bootstrap: str) -> bool:
    """Whether a client gets the list of brokers: the port alone answers earlier."""
    if is_free(int(bootstrap.rpartition(":")[2])):
        return False
    quiet = logging.getLogger("kafka")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # that it does not answer yet is no error
    try:
        with admin_client(bootstrap) as admin:
            return bool(admin.describe_cluster()["brokers"])
    except (KafkaNotReachable, KafkaError):
        return False
    finally:
        quiet.setLevel(level)
