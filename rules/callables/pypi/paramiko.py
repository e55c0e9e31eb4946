import paramiko
transport = paramiko.Transport(socket)


def case1(event, context):
    # ruleid: paramiko-private-key
    return key.write_private_key_file("/tmp/key")


def case2(event, context):
    # ok: paramiko-private-key
    return key.get_base64()


def case3(event, context):
    # ruleid: paramiko-server
    return transport.start_server(server=own)


def case4(event, context):
    # ok: paramiko-server
    return other.start_server(server=own)
