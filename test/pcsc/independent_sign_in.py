"""Signs in with Debian's python3-fido2, which shares no code with this project.

Reads {"reader", "origin", "rpId", "pin", "credentialId", "publicKey"} as JSON from the standard input,
registers with the card in that reader over PC/SC, and signs in with what it made and with the
credential of that ID and COSE key, both in hex. Prints the ID of its own credential in hex as JSON,
once it has found both signatures right.
"""

import json
import os
import sys

from fido2 import cbor
from fido2.client import Fido2Client
from fido2.cose import CoseKey
from fido2.pcsc import CtapPcscDevice
from fido2.webauthn import (
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRequestOptions,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
)


def sign_in(client, wanted, credential, public_key, pin):
    allowed = [{"type": "public-key", "id": credential}]
    options = PublicKeyCredentialRequestOptions(
        os.urandom(32), rp_id=wanted["rpId"], allow_credentials=allowed
    )
    answer = client.get_assertion(options, **pin).get_response(0)
    # Raises when the signature is not right.
    signed = bytes(answer.authenticator_data) + answer.client_data.hash
    CoseKey.parse(public_key).verify(signed, answer.signature)


def play(device, wanted):
    client = Fido2Client(device, wanted["origin"])
    pin = {} if wanted.get("pin") is None else {"pin": wanted["pin"]}
    options = PublicKeyCredentialCreationOptions(
        PublicKeyCredentialRpEntity(wanted["rpId"], "Practice"),
        PublicKeyCredentialUserEntity(os.urandom(16), "sam@nhs.net"),
        os.urandom(32),
        [PublicKeyCredentialParameters("public-key", -7)],
    )
    made = client.make_credential(options, **pin).attestation_object.auth_data.credential_data
    sign_in(client, wanted, made.credential_id, made.public_key, pin)
    theirs = cbor.decode(bytes.fromhex(wanted["publicKey"]))
    sign_in(client, wanted, bytes.fromhex(wanted["credentialId"]), theirs, pin)
    return {"credentialId": bytes(made.credential_id).hex()}


def main():
    wanted = json.load(sys.stdin)
    device = next(CtapPcscDevice.list_devices(wanted["reader"]), None)
    if device is None:
        sys.exit("no FIDO card in " + wanted["reader"])
    try:
        print(json.dumps(play(device, wanted)))
    finally:
        device.close()


main()
