"""Plays a platform with Debian's python3-fido2: extensions, management commands and U2F.

Reads {"reader", "pin", "play"} as JSON from the standard input, talks to the card in that reader over
PC/SC, and prints what it found as JSON.
"""

import json
import os
import sys

from fido2.ctap import CtapError
from fido2.ctap1 import ApduError, Ctap1
from fido2.ctap2 import ClientPin, Config, CredentialManagement, Ctap2, FPBioEnrollment, LargeBlobs
from fido2.ctap2.extensions import HmacSecretExtension
from fido2.pcsc import CtapPcscDevice
from fido2.utils import sha256

RP = {"id": "portal.example", "name": "Portal"}
PERMISSION = ClientPin.PERMISSION


class Session:
    def __init__(self, device, pin):
        self.ctap = Ctap2(device)
        self.client_pin = ClientPin(self.ctap)
        self.pin = pin
        self.hash = os.urandom(32)

    def token(self, permission, rp_id=None):
        return self.client_pin.get_pin_token(self.pin, permission, rp_id)

    def proof(self, permission):
        protocol = self.client_pin.protocol
        token = self.token(permission, RP["id"])
        parameter = protocol.authenticate(token, self.hash)
        return {"pin_uv_param": parameter, "pin_uv_protocol": protocol.VERSION}

    def create(self, name, extensions):
        return self.ctap.make_credential(
            self.hash,
            RP,
            {"id": name.encode(), "name": name},
            [{"type": "public-key", "alg": -7}],
            extensions=extensions,
            options={"rk": True},
            **self.proof(PERMISSION.MAKE_CREDENTIAL),
        )

    def get(self, allowed, extensions=None, verified=True):
        proof = self.proof(PERMISSION.GET_ASSERTION) if verified else {}
        return self.ctap.get_assertion(
            RP["id"], self.hash, [allowed], extensions=extensions, **proof
        )


def error_of(action):
    try:
        action()
    except (CtapError, ApduError) as error:
        return error.code
    return None


def play_extensions(device, pin):
    session = Session(device, pin)
    session.client_pin.set_pin(pin)
    secret = HmacSecretExtension(session.ctap, session.client_pin.protocol)
    made = session.create(
        "hidden",
        {
            "credProtect": 3,
            "credBlob": b"a few bytes",
            "hmac-secret": True,
            "largeBlobKey": True,
            "minPinLength": True,
        },
    )
    descriptor = {"type": "public-key", "id": made.auth_data.credential_data.credential_id}
    found = {"created": made.auth_data.extensions, "blobKey": len(made.large_blob_key)}
    salts = {"salt1": b"\1" * 32, "salt2": b"\2" * 32}
    asked = {
        "credBlob": True,
        "hmac-secret": secret.process_get_input({"hmacGetSecret": salts}),
        "largeBlobKey": True,
    }
    got = session.get(descriptor, asked)
    outputs = secret.process_get_output(got.auth_data)["hmacGetSecret"]
    found["secrets"] = [outputs["output1"].hex(), outputs["output2"].hex()]
    found["blob"] = got.auth_data.extensions["credBlob"].decode()
    found["sameBlobKey"] = got.large_blob_key == made.large_blob_key
    found["hidden"] = error_of(lambda: session.get(descriptor, verified=False))
    return found


def play_management(device, pin):
    session = Session(device, pin)
    session.client_pin.set_pin(pin)
    protocol = session.client_pin.protocol
    for name in ("first", "second"):
        session.create(name, {"credProtect": 2})
    manage = CredentialManagement(
        session.ctap, protocol, session.token(PERMISSION.CREDENTIAL_MGMT)
    )
    result = CredentialManagement.RESULT
    found = {"metadata": [manage.get_metadata()[result.EXISTING_CRED_COUNT]]}
    (rp,) = manage.enumerate_rps()
    found["rp"] = [rp[result.RP]["id"], rp[result.RP_ID_HASH] == sha256(RP["id"].encode())]
    stored = manage.enumerate_creds(rp[result.RP_ID_HASH])
    found["users"] = [entry[result.USER]["name"] for entry in stored]
    found["protection"] = [entry[result.CRED_PROTECT] for entry in stored]
    manage.delete_cred(stored[0][result.CREDENTIAL_ID])
    manage.update_user_info(stored[1][result.CREDENTIAL_ID], {"id": b"second", "name": "renamed"})
    found["left"] = [
        entry[result.USER]["name"] for entry in manage.enumerate_creds(rp[result.RP_ID_HASH])
    ]

    blobs = LargeBlobs(session.ctap, protocol, session.token(PERMISSION.LARGE_BLOB_WRITE))
    found["emptyBlobs"] = blobs.read_blob_array()
    # This client tells the length of a fragment as that of the whole, so that there is but one.
    array = [{1: os.urandom(300), 2: os.urandom(12), 3: 7}]
    blobs.write_blob_array(array)
    found["sameBlobs"] = LargeBlobs(session.ctap).read_blob_array() == array

    config = Config(session.ctap, protocol, session.token(PERMISSION.AUTHENTICATOR_CFG))
    config.toggle_always_uv()
    config.set_min_pin_length(6, [RP["id"]], False)
    info = session.ctap.get_info()
    found["alwaysUv"] = info.options["alwaysUv"]
    found["minPinLength"] = info.min_pin_length
    return found


def play_fingers(device, pin):
    session = Session(device, pin)
    session.client_pin.set_pin(pin)
    fingers = FPBioEnrollment(
        session.ctap, session.client_pin.protocol, session.token(PERMISSION.BIO_ENROLL)
    )
    found = {"before": len(fingers.enumerate_enrollments())}
    enrolling = fingers.enroll()
    template = None
    found["samples"] = 0
    while template is None:
        template = enrolling.capture()
        found["samples"] += 1
    fingers.set_name(template, "Left thumb")
    found["names"] = list(fingers.enumerate_enrollments().values())
    found["uv"] = session.ctap.get_info().options["uv"]
    token = session.client_pin.get_uv_token(PERMISSION.GET_ASSERTION, RP["id"])
    found["token"] = len(token)
    fingers = FPBioEnrollment(
        session.ctap, session.client_pin.protocol, session.token(PERMISSION.BIO_ENROLL)
    )
    fingers.remove_enrollment(template)
    found["after"] = len(fingers.enumerate_enrollments())
    return found


def play_u2f(device, _pin):
    ctap = Ctap1(device)
    application, challenge = os.urandom(32), os.urandom(32)
    found = {"version": ctap.get_version()}
    made = ctap.register(challenge, application)
    # Raises when the signature is not right.
    made.verify(application, challenge)
    signed = ctap.authenticate(challenge, application, made.key_handle)
    signed.verify(application, challenge, made.public_key)
    found["counter"] = signed.counter
    check = lambda handle: error_of(
        lambda: ctap.authenticate(challenge, application, handle, check_only=True)
    )
    found["known"] = check(made.key_handle)
    found["foreign"] = check(os.urandom(64))
    return found


def main():
    wanted = json.load(sys.stdin)
    device = next(CtapPcscDevice.list_devices(wanted["reader"]), None)
    if device is None:
        sys.exit("no FIDO card in " + wanted["reader"])
    plays = {
        "extensions": play_extensions,
        "management": play_management,
        "fingers": play_fingers,
        "u2f": play_u2f,
    }
    try:
        found = plays[wanted["play"]](device, wanted["pin"])
        print(json.dumps(found, default=lambda value: bytes(value).hex()))
    finally:
        device.close()


main()
