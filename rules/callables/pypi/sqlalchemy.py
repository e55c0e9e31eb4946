import sqlalchemy


def case1(event, context):
    # ruleid: sqlalchemy-order-by
    return session.query(Order).order_by(event["body"])


def case2(event, context):
    # ruleid: sqlalchemy-order-by
    return session.query(Order).group_by(event["body"])


def case3(event, context):
    # ruleid: sqlalchemy-order-by
    return session.query(Order).limit(event["body"])


def case4(event, context):
    # ruleid: sqlalchemy-order-by
    return session.query(Order).offset(event["body"])


def case5(event, context):
    # ok: sqlalchemy-order-by
    return session.query(Order).order_by("id")
