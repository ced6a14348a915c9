"""ministack with a door for the events of RDS, which another server plays here: as at AWS, nobody else may put events
whose source begins with `aws.`, so each line of the input, an event as JSON, goes in by the way that ministack has for its
own services. The end of the input ends the server."""

import json
import os
import signal
import sys
import threading

from ministack import app
from ministack.core.responses import request_scope
from ministack.services import eventbridge


def emit(event):
    entry = {
        "Source": event["source"],
        "DetailType": event["detail-type"],
        "Detail": json.dumps(event["detail"]),
        "Resources": event["resources"],
    }
    with request_scope(event["account"], event["region"]):
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def read_events():
    for line in sys.stdin:
        emit(json.loads(line))
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=read_events, daemon=True).start()
app.main()
