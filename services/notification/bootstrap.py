"""Builds notification from what it is given: a consumer of other services' logs. It has no events of its own."""

import random
import time
from collections.abc import Mapping
from functools import partial

from services.notification.adapters.mail import MailChannel
from services.notification.adapters.meeting import MeetingClient
from services.notification.adapters.outside import Outside, trusting
from services.notification.adapters.sms import SmsChannel
from services.notification.adapters.webhook import WebhookChannel, dingtalk, wecom
from services.notification.application.contacts import ErasedContacts
from services.notification.application.dispatching import Dispatcher, Machine
from services.notification.application.handlers import HANDLERS
from services.notification.application.links import ReceiptLinks
from services.notification.application.noticing import NoticesProjection
from services.notification.application.permissions import PERMISSIONS
from services.notification.application.tables import OWN_TABLES
from services.notification.domain.link import PURPOSE
from services.notification.domain.sending import ChannelPort
from services.notification.entrypoints.grpc import COMMANDS, servicers
from services.notification.entrypoints.http import query_routers
from services.notification.entrypoints.links import link_router
from services.notification.entrypoints.routes import ROUTES
from services.notification.settings import NotificationSettings
from services.organization.client import RegistryProjection
from shared.commands.bus import CommandBus
from shared.kernel.events import EventRegistry
from shared.serving.commands import command_router
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import parked_router

NAME = "notification"
TITLE_ZH = "通知与提醒"


def build(deps: Dependencies) -> ServiceParts:
    settings: NotificationSettings = deps.settings or NotificationSettings()
    store = deps.open_store(NAME, EventRegistry(()))
    metrics = deps.metrics.of(NAME)
    machine = Machine(time.time, random.SystemRandom().random)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    links = ReceiptLinks(store, deps.clock, partial(deps.secret_for, PURPOSE), settings.public_url, machine.now)
    dispatcher = Dispatcher(store, channels(settings, machine), links, deps.clock, machine, metrics)
    routers = [
        command_router(ROUTES, reception),
        *query_routers(store, deps.clock, lambda *views: progress_of(deps.progress, NAME, *views)),
        link_router(links, MeetingClient(deps.channel_to, deps.pass_for)),
        parked_router(NAME, deps.progress),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[NoticesProjection(), ErasedContacts(), RegistryProjection()],
        servicers=servicers(reception),
        rpc_services=[COMMANDS],
        tables=OWN_TABLES,
        background=[dispatcher.run],
    )


def channels(settings: NotificationSettings, machine: Machine) -> Mapping[str, ChannelPort]:
    """Those that this installation has: webhooks always, mail and SMS where the operator connected a server."""
    tls = trusting(settings.ca_file)
    outside = Outside(tls, settings.networks)
    found: dict[str, ChannelPort] = {
        "webhook": WebhookChannel(outside, machine.now),
        "wecom": wecom(outside),
        "dingtalk": dingtalk(outside, machine.now),
    }
    if settings.mail:
        found["mail"] = MailChannel(settings.mail, tls, machine.now)
    if settings.sms:
        found["sms"] = SmsChannel(settings.sms, tls)
    return found
