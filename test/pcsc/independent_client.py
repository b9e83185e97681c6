"""Plays a CTAP2 platform with Debian's python3-fido2, which shares no code with this project.

Reads {"reader", "pin", "protocol", "extendedLength"} as JSON from the standard input, talks to the
card in that reader over PC/SC, and prints what it found as JSON.
"""

import json
import os
import sys

from fido2.attestation import PackedAttestation
from fido2.cose import CoseKey
from fido2.ctap import CtapError
from fido2.ctap2 import ClientPin, Ctap2
from fido2.ctap2.pin import PinProtocolV1, PinProtocolV2
from fido2.pcsc import CtapPcscDevice

RP = {"id": "portal.example", "name": "Portal"}
PARAMS = [{"type": "public-key", "alg": -7}]


class Session:
    def __init__(self, device, protocol):
        self.ctap = Ctap2(device)
        self.pin = ClientPin(self.ctap, protocol)
        self.challenge = os.urandom(32)

    def token_parameter(self, pin, permission):
        token = self.pin.get_pin_token(pin, permission, RP["id"])
        return self.pin.protocol.authenticate(token, self.challenge)

    def create(self, name, pin=None, resident=False):
        parameter = None
        if pin is not None:
            parameter = self.token_parameter(pin, ClientPin.PERMISSION.MAKE_CREDENTIAL)
        made = self.ctap.make_credential(
            self.challenge,
            RP,
            {"id": name.encode(), "name": name, "displayName": name.title()},
            PARAMS,
            options={"rk": True} if resident else None,
            pin_uv_param=parameter,
            pin_uv_protocol=self.pin.protocol.VERSION if parameter else None,
        )
        # Raises when the signature or the certificate is not right.
        result = PackedAttestation().verify(made.att_statement, made.auth_data, self.challenge)
        return made.auth_data, result.attestation_type.name

    def get(self, allowed=None, pin=None):
        parameter = None
        if pin is not None:
            parameter = self.token_parameter(pin, ClientPin.PERMISSION.GET_ASSERTION)
        return self.ctap.get_assertions(
            RP["id"],
            self.challenge,
            allow_list=allowed,
            pin_uv_param=parameter,
            pin_uv_protocol=self.pin.protocol.VERSION if parameter else None,
        )


def error_of(action):
    try:
        action()
    except CtapError as error:
        return error.code
    return None


def play(device, wanted):
    protocol = {1: PinProtocolV1, 2: PinProtocolV2}[wanted["protocol"]]()
    pin = wanted["pin"]
    session = Session(device, protocol)
    info = session.ctap.info
    found = {"versions": info.versions, "aaguid": bytes(info.aaguid).hex(), "options": info.options}

    made, found["attestation"] = session.create("plain")
    credential = made.credential_data
    (assertion,) = session.get([{"type": "public-key", "id": credential.credential_id}])
    # Raises when the signature is not right.
    assertion.verify(session.challenge, CoseKey.parse(credential.public_key))
    found["counters"] = [made.counter, assertion.auth_data.counter]

    session.pin.set_pin(pin)
    found["clientPin"] = session.ctap.get_info().options["clientPin"]
    wrong = lambda: session.pin.get_pin_token(pin + "1", ClientPin.PERMISSION.GET_ASSERTION, RP["id"])
    found["wrongPin"] = error_of(wrong)
    found["tries"] = session.pin.get_pin_retries()[0]

    found["withoutPin"] = error_of(lambda: session.create("refused", resident=True))
    residents = {}
    for name in ("first", "second", "third"):
        data, _ = session.create(name, pin, resident=True)
        residents[data.credential_data.credential_id] = data
    assertions = session.get(pin=pin)
    for assertion in assertions:
        data = residents[assertion.credential["id"]]
        assertion.verify(session.challenge, CoseKey.parse(data.credential_data.public_key))
    found["accounts"] = [assertion.user["name"] for assertion in assertions]
    found["userVerified"] = [bool(assertion.auth_data.is_user_verified()) for assertion in assertions]

    touches = []
    session.ctap.selection(on_keepalive=lambda status: touches.append(int(status)))
    found["keepalives"] = touches
    found["triesAfterRightPin"] = session.pin.get_pin_retries()[0]
    return found


def main():
    wanted = json.load(sys.stdin)
    device = next(CtapPcscDevice.list_devices(wanted["reader"]), None)
    if device is None:
        sys.exit("no FIDO card in " + wanted["reader"])
    device.use_ext_apdu = wanted["extendedLength"]
    try:
        print(json.dumps(play(device, wanted)))
    finally:
        device.close()


main()
