import peewee


def order(event, context):
    # ok: sqlalchemy-order-by
    return Order.select().order_by(event["body"])
