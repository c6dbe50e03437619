"""The service plan: pages that people read, and the rules on them that the desk follows.

Pure: time comes in as an argument, and nothing here knows of databases, networks or clocks.

    from layan.plan.folder import load

    plan = load("plans/kopi-senja")
    plan.promise("first_reply", channel="email", start=received).due
"""
