"""The wire and the stored records, read by protoc: their comments, and the list of what they hold.

v1 only grows: what descriptors/elements.txt lists must go on meaning what it means there. Used by
protos_test.py and update_descriptors.sh.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2

import project

LISTING = pathlib.Path(__file__).resolve().parent / "descriptors" / "elements.txt"

_FIELD = descriptor_pb2.FieldDescriptorProto


def load(proto_root):
    """Returns the FileDescriptorProtos of all .proto files below `proto_root`, by name.

    Errors: CalledProcessError when protoc refuses one; its words are on standard error.
    """
    names = [str(path) for path in project.files(proto_root, ".proto")]
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["protoc", f"--proto_path={proto_root}", "--include_source_info",
                        f"--descriptor_set_out={out.name}", *names], check=True)
        return descriptor_pb2.FileDescriptorSet.FromString(out.read()).file


def _elements(file):
    """Yields (path in the file's source info, full name, descriptor) for each element of a file."""
    package = file.package
    for i, message in enumerate(file.message_type):
        yield from _message_elements((4, i), f"{package}.{message.name}", message)
    for i, enum in enumerate(file.enum_type):
        yield from _enum_elements((5, i), f"{package}.{enum.name}", enum)
    for i, extension in enumerate(file.extension):
        yield (7, i), f"{package}.{extension.name}", extension
    for i, service in enumerate(file.service):
        name = f"{package}.{service.name}"
        yield (6, i), name, service
        for j, method in enumerate(service.method):
            yield (6, i, 2, j), f"{name}.{method.name}", method


def _message_elements(path, name, message):
    if message.options.map_entry:
        return
    yield path, name, message
    for i, field in enumerate(message.field):
        yield path + (2, i), f"{name}.{field.name}", field
    for i, nested in enumerate(message.nested_type):
        yield from _message_elements(path + (3, i), f"{name}.{nested.name}", nested)
    for i, enum in enumerate(message.enum_type):
        yield from _enum_elements(path + (4, i), f"{name}.{enum.name}", enum)


def _enum_elements(path, name, enum):
    yield path, name, enum
    for i, value in enumerate(enum.value):
        yield path + (2, i), f"{name}.{value.name}", value


def uncommented(files):
    """Returns "FILE:LINE: NAME has no comment" for each element of `files` without one."""
    found = []
    for file in files:
        locations = {tuple(place.path): place for place in file.source_code_info.location}
        for path, name, _ in _elements(file):
            place = locations[path]
            if not (place.leading_comments + place.trailing_comments).strip():
                found.append(f"{file.name}:{place.span[0] + 1}: {name} has no comment")
    return found


def listing(files):
    """Returns one line for each field, enum value and method of `files`, sorted: all that a client
    or a stored record relies on."""
    lines = []
    for file in files:
        maps = {f".{name}": message for name, message in _map_entries(file)}
        for _, name, element in _elements(file):
            if isinstance(element, _FIELD):
                lines.append(f"{name} = {element.number} {_type_of(element, maps)}")
            elif isinstance(element, descriptor_pb2.EnumValueDescriptorProto):
                lines.append(f"{name} = {element.number} value")
            elif isinstance(element, descriptor_pb2.MethodDescriptorProto):
                lines.append(f"{name} {_signature_of(element)}")
    return sorted(lines)


def _map_entries(file):
    def below(name, message):
        for nested in message.nested_type:
            full = f"{name}.{nested.name}"
            if nested.options.map_entry:
                yield full, nested
            yield from below(full, nested)

    for message in file.message_type:
        yield from below(f"{file.package}.{message.name}", message)


def _type_of(field, maps):
    entry = maps.get(field.type_name)
    if entry is not None:
        return f"map<{_type_of(entry.field[0], maps)}, {_type_of(entry.field[1], maps)}>"
    name = field.type_name.lstrip(".") or _FIELD.Type.Name(field.type)[len("TYPE_"):].lower()
    if field.label == _FIELD.LABEL_REPEATED:
        return f"repeated {name}"
    if field.proto3_optional:
        return f"optional {name}"
    # A member of a oneof: moving a field into or out of one changes what an absent value means.
    return f"oneof {name}" if field.HasField("oneof_index") else name


def _signature_of(method):
    request = ("stream " if method.client_streaming else "") + method.input_type.lstrip(".")
    response = ("stream " if method.server_streaming else "") + method.output_type.lstrip(".")
    return f"({request}) returns ({response})"


def lost(old_lines, new_lines):
    """Returns the lines that an update of the listing would take away: promises broken."""
    return sorted(set(old_lines) - set(new_lines))


_LIMIT = re.compile(r"^inline constexpr size_t (k\w+) = ([^;]+);", re.MULTILINE)


def unsaid_limits(limits_header, proto_texts):
    """Returns the names of limits.h whose number stands in no .proto: clients would not learn of them."""
    said = set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", " ".join(proto_texts))))
    found = []
    for name, value in _LIMIT.findall(limits_header):
        shifted = [int(part) for part in value.split("<<")]
        number = shifted[0] << sum(shifted[1:])
        if str(number) not in said:
            found.append(name)
    return found


def _update(reset):
    lines = listing(load(project.ROOT / "proto"))
    old = LISTING.read_text(encoding="utf-8").splitlines() if LISTING.exists() else []
    gone = lost(old, lines)
    if gone and not reset:
        print("These would be lost; v1 only grows (put them back, or --reset before a first release):")
        print("\n".join(gone))
        return 1
    LISTING.parent.mkdir(exist_ok=True)
    LISTING.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} elements, {len(set(lines) - set(old))} of them new, {len(gone)} lost")
    return 0


if __name__ == "__main__":
    sys.exit(_update(reset="--reset" in sys.argv[1:]))
