# SPDX-License-Identifier: Apache-2.0
"""Somebody at the broker who hears everything, and asks."""

import dataclasses
import itertools
import json
import threading
import time

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from .process import PATIENCE

BASE = "kmp2mqtt"
names = (f"person-{number}" for number in itertools.count(1))


def only_once(pairs):
    """An object whose keys are distinct, in their order."""
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key occurs twice: {keys}"
    return dict(pairs)


@dataclasses.dataclass
class Message:
    topic: str
    payload: bytes
    retain: bool
    time: float
    properties: object = None

    @property
    def text(self):
        return self.payload.decode()

    @property
    def json(self):
        return json.loads(self.payload, object_pairs_hook=only_once)

    @property
    def as_written(self):
        """JSON whose numbers are text, with every digit."""
        return json.loads(self.payload, parse_float=str, parse_int=str)


def new_client(name):
    """MQTT 5 over Paho 1.6 and 2: the callbacks used here take the same arguments in both."""
    if hasattr(paho, "CallbackAPIVersion"):
        return paho.Client(paho.CallbackAPIVersion.VERSION2, name, protocol=paho.MQTTv5)
    return paho.Client(name, protocol=paho.MQTTv5)


class Subscriber:
    """Hears all topics in order, with the retain flag as it was published."""

    def __init__(self, port, topic="#", user=None, tls=None, session=None):
        """`session` names one that the broker keeps."""
        self.messages = []
        self._changed = threading.Condition()
        self._ready = threading.Event()
        self._topic = topic
        self._client = new_client(session or next(names))
        self._client.max_inflight_messages_set(1000)
        if user:
            self._client.username_pw_set(*user)
        if tls:
            self._client.tls_set(ca_certs=str(tls.certificate))
        self._client.on_connect = self._on_connect
        self._client.on_subscribe = lambda *_: self._ready.set()
        self._client.on_message = self._on_message
        properties = Properties(PacketTypes.CONNECT)
        properties.SessionExpiryInterval = 3600 if session else 0
        host = "localhost" if tls else "127.0.0.1"
        self._client.connect(host, port, clean_start=not session, properties=properties)
        self._client.loop_start()
        assert self._ready.wait(PATIENCE), "no subscription"

    def _on_connect(self, client, *_):
        client.subscribe(self._topic, options=SubscribeOptions(qos=1, retainAsPublished=True))

    def _on_message(self, _client, _userdata, message):
        with self._changed:
            self.messages.append(
                Message(
                    message.topic,
                    message.payload,
                    bool(message.retain),
                    time.monotonic(),
                    message.properties,
                )
            )
            self._changed.notify_all()

    def on(self, topic):
        """Everything heard on a topic, oldest first."""
        return [each for each in self.messages if each.topic == topic]

    def below(self, *starts):
        return [each for each in self.messages if each.topic.startswith(starts)]

    def wait_for(self, topic, predicate=lambda _: True, timeout=PATIENCE, since=0):
        """The first message on a topic that fits, among the `since`th and later ones of all."""

        def found():
            for each in self.messages[since:]:
                if each.topic == topic and predicate(each):
                    return each
            return None

        with self._changed:
            self._changed.wait_for(found, timeout)
        message = found()
        heard = [(each.topic, each.payload[:200]) for each in self.messages[since:]][-12:]
        assert message, f"nothing fitting came on {topic} in {timeout} s; the last were {heard}"
        return message

    def publish(self, topic, payload=b"", retain=False, answer_to=None, correlation=None):
        """Returns when the broker has it."""
        properties = Properties(PacketTypes.PUBLISH)
        if answer_to is not None:
            properties.ResponseTopic = answer_to
        if correlation is not None:
            properties.CorrelationData = correlation
        sent = self._client.publish(topic, payload, 1, retain, properties)
        sent.wait_for_publish(PATIENCE)
        assert sent.is_published(), f"the broker has not said that it has {topic}"

    def ask(self, payload=b"", meter="heating", on=None, timeout=PATIENCE, **properties):
        """Publishes a command; the next message on `on`, or where answers go by default."""
        since = len(self.messages)
        self.publish(f"{BASE}/{meter}/get", payload, **properties)
        return self.wait_for(on or f"{BASE}/{meter}/response", timeout=timeout, since=since)

    def settle(self):
        """Waits until everything that was published before has come here too."""
        marker = f"marker/{next(names)}"
        self.publish(marker)
        self.wait_for(marker)

    def end(self):
        self._client.disconnect()
        self._client.loop_stop()


def stored(broker, **options):
    """{topic: message} of what the broker keeps."""
    person = Subscriber(broker.port, **options)
    person.settle()
    person.end()
    return {each.topic: each for each in person.messages if each.retain}
