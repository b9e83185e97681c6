"""A program that keeps a key open with Debian's python3-fido2 and does what each line of its input says.

    python_session.py hid|READER RP-ID

    info                           asks the key what it is
    create CHALLENGE PIN           makes a credential; the PIN is - for none
    get CHALLENGE PIN ID[,ID...]   has one of the credentials sign
    cancel                         ends what is under way

All bytes are hexadecimal. It answers each with a line of JSON that tells the milliseconds that the calls
into python3-fido2 took, or, for what was cancelled, those from the cancel to the end.
"""

import json
import sys
import threading
import time

from fido2.client import Fido2Client

way, rp_id = sys.argv[1:]
if way == "hid":
    from fido2.hid import CtapHidDevice

    device = next(CtapHidDevice.list_devices())
else:
    from fido2.pcsc import CtapPcscDevice

    device = next(CtapPcscDevice.list_devices(way))

client = Fido2Client(device, "https://" + rp_id)
stop = threading.Event()
cancelled_at = None


def info():
    return {"aaguid": bytes(client.ctap2.get_info().aaguid).hex()}


def create(challenge, pin):
    made = client.make_credential(
        {
            "rp": {"id": rp_id, "name": "bench"},
            "user": {"id": b"bench", "name": "bench", "displayName": "bench"},
            "challenge": bytes.fromhex(challenge),
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        },
        pin=None if pin == "-" else pin,
        event=stop,
    )
    statement = made.attestation_object.att_statement
    return {
        "clientDataHash": made.client_data.hash.hex(),
        "authData": bytes(made.attestation_object.auth_data).hex(),
        "signature": statement["sig"].hex(),
        "certificate": statement["x5c"][0].hex(),
    }


def get(challenge, pin, ids):
    listed = [{"type": "public-key", "id": bytes.fromhex(one)} for one in ids.split(",")]
    selection = client.get_assertion(
        {"rpId": rp_id, "challenge": bytes.fromhex(challenge), "allowCredentials": listed},
        pin=None if pin == "-" else pin,
        event=stop,
    )
    got = selection.get_response(0)
    return {
        "clientDataHash": got.client_data.hash.hex(),
        "authData": bytes(got.authenticator_data).hex(),
        "signature": got.signature.hex(),
    }


PLAYS = {"info": info, "create": create, "get": get}


def perform(what, *words):
    started = time.perf_counter()
    try:
        found = PLAYS[what](*words)
        found["ms"] = (time.perf_counter() - started) * 1000
    except Exception as error:
        if cancelled_at is None:
            found = {"error": str(error)}
        else:
            found = {"ms": (time.perf_counter() - cancelled_at) * 1000, "cancelled": True}
    print(json.dumps(found), flush=True)


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    words = line.split()
    if words == ["cancel"]:
        cancelled_at = time.perf_counter()
        stop.set()
        continue
    stop.clear()
    cancelled_at = None
    threading.Thread(target=perform, args=words).start()
