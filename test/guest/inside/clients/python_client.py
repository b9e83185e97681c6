"""A FIDO client made of Debian's python3-fido2, over hidraw.

Reads one request a line as JSON from the standard input and answers each with one line. Every
request opens the key anew and lets it go, since this library takes foreign frames for an error.
"""

import json
import os
import sys

from fido2.attestation import PackedAttestation
from fido2.ctap import CtapError
from fido2.ctap2 import ClientPin, Ctap2
from fido2.hid import CtapHidDevice

PARAMS = [{"type": "public-key", "alg": -7}]


def only_device():
    (device,) = CtapHidDevice.list_devices()
    return device


def token_parameter(ctap, request, permission):
    if request.get("pin") is None:
        return {}
    client = ClientPin(ctap)
    token = client.get_pin_token(request["pin"], permission, request["rpId"])
    parameter = client.protocol.authenticate(token, bytes.fromhex(request["hash"]))
    return {"pin_uv_param": parameter, "pin_uv_protocol": client.protocol.VERSION}


def nodes(_ctap, _request):
    return [device.descriptor.path for device in CtapHidDevice.list_devices()]


def info(ctap, _request):
    told = ctap.info
    return {
        "versions": told.versions,
        "extensions": sorted(told.extensions),
        "aaguid": bytes(told.aaguid).hex(),
        "options": told.options,
        "maxMsgSize": told.max_msg_size,
        "pinUvAuthProtocols": told.pin_uv_protocols,
        "maxCredentialCountInList": told.max_creds_in_list,
        "maxCredentialIdLength": told.max_cred_id_length,
        "transports": told.transports,
        "algorithms": [entry["alg"] for entry in told.algorithms],
        "minPINLength": told.min_pin_length,
    }


def register(ctap, request):
    challenge = bytes.fromhex(request["hash"])
    made = ctap.make_credential(
        challenge,
        {"id": request["rpId"], "name": "Practice"},
        {"id": os.urandom(16), "name": "sam@nhs.net", "displayName": "Sam"},
        PARAMS,
        **token_parameter(ctap, request, ClientPin.PERMISSION.MAKE_CREDENTIAL)
    )
    # Raises when the signature or the certificate is not right.
    PackedAttestation().verify(made.att_statement, made.auth_data, challenge)
    return {
        "format": made.fmt,
        "authData": bytes(made.auth_data).hex(),
        "credentialId": made.auth_data.credential_data.credential_id.hex(),
        "signature": made.att_statement["sig"].hex(),
        "certificate": made.att_statement["x5c"][0].hex(),
    }


def sign_in(ctap, request):
    answer = ctap.get_assertion(
        request["rpId"],
        bytes.fromhex(request["hash"]),
        allow_list=[{"type": "public-key", "id": bytes.fromhex(request["credentialId"])}],
        **token_parameter(ctap, request, ClientPin.PERMISSION.GET_ASSERTION)
    )
    return {"authData": bytes(answer.auth_data).hex(), "signature": answer.signature.hex()}


def pin_tries(ctap, _request):
    return ClientPin(ctap).get_pin_retries()[0]


def wrong_pin(ctap, request):
    try:
        ClientPin(ctap).get_pin_token(request["pin"])
    except CtapError as error:
        return int(error.code)
    return None


def set_pin(ctap, request):
    return ClientPin(ctap).set_pin(request["pin"])


def change_pin(ctap, request):
    return ClientPin(ctap).change_pin(request["old"], request["pin"])


ACTIONS = {
    action.__name__: action
    for action in (info, register, sign_in, pin_tries, wrong_pin, set_pin, change_pin)
}


def play(request):
    if request["action"] == "nodes":
        return nodes(None, request)
    device = only_device()
    try:
        return ACTIONS[request["action"]](Ctap2(device), request)
    finally:
        device.close()


for line in sys.stdin:
    try:
        answer = {"result": play(json.loads(line))}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
