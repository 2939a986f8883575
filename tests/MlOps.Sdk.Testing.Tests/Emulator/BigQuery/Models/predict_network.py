"""Predicts from an exported network, by its files alone: predict_network.py FOLDER REQUEST.

Twice: by the variables with what the request says of the columns, and by the graph of the SavedModel, whose few operations are done here as TensorFlow defines
them, with the types checked. The formats of protocol buffers, LevelDB and TensorFlow's bundles are read from scratch.
"""
import json
import os
import struct
import sys

import numpy

FOLDER, REQUEST = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
TYPES = {1: numpy.dtype("<f4"), 2: numpy.dtype("<f8"), 3: numpy.dtype("<i4"), 7: numpy.dtype(object), 9: numpy.dtype("<i8"), 10: numpy.dtype("?")}


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(data, at):
    number = shift = 0
    while True:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return number, at


def message(data):
    """Each field's values: numbers, and bytes."""
    fields, at = {}, 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
            value -= (1 << 64) if value >= 1 << 63 else 0
        elif key & 7 == 5:
            value, at = struct.unpack_from("<I", data, at)[0], at + 4
        else:
            assert key & 7 == 2, key
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length
        fields.setdefault(key >> 3, []).append(value)
    return fields


def one(fields, number, otherwise=None):
    values = fields.get(number, [otherwise])
    assert len(values) == 1
    return values[0]


def text(value):
    return value.decode("utf-8")


def mapped(values):
    return {text(one(entry, 1)): one(entry, 2) for entry in map(message, values)}


def shape(data):
    return [one(message(each), 1, 0) for each in message(data).get(2, [])]


def tensor(data):
    fields = message(data)
    kind, sizes = TYPES[one(fields, 1)], shape(one(fields, 2, b""))
    if kind == object:
        values = numpy.empty(len(fields.get(8, [])), dtype=object)
        values[:] = fields.get(8, [])
        return values.reshape(sizes)
    return numpy.frombuffer(one(fields, 4), dtype=kind).reshape(sizes)


def block(table, handle):
    offset, at = varint(handle, 0)
    size, _ = varint(handle, at)
    data, kind, crc = table[offset:offset + size], table[offset + size], struct.unpack_from("<I", table, offset + size + 1)[0]
    assert kind == 0 and crc == masked(table[offset:offset + size + 1])
    restarts = struct.unpack_from("<I", data, len(data) - 4)[0]
    end, at, key = len(data) - 4 - 4 * restarts, 0, b""
    starts = struct.unpack_from(f"<{restarts}I", data, end)
    entries = []
    while at < end:
        start = at
        shared, at = varint(data, at)
        unshared, at = varint(data, at)
        length, at = varint(data, at)
        assert shared == 0 or start not in starts
        key = key[:shared] + data[at:at + unshared]
        at += unshared
        assert not entries or entries[-1][0] < key
        entries.append((key, data[at:at + length]))
        at += length
    return entries


def bundle():
    table = open(os.path.join(FOLDER, "variables", "variables.index"), "rb").read()
    data = open(os.path.join(FOLDER, "variables", "variables.data-00000-of-00001"), "rb").read()
    footer = table[-48:]
    assert struct.unpack_from("<Q", footer, 40)[0] == 0xDB4775248B80FB57
    at = 0
    for _ in range(2):
        _, at = varint(footer, at)
    assert block(table, footer) == []
    entries = [entry for _, handle in block(table, footer[at:]) for entry in block(table, handle)]
    assert entries[0][0] == b""
    header = message(entries[0][1])
    assert one(header, 1) == 1 and one(header, 2, 0) == 0 and one(message(one(header, 3)), 1) == 1
    variables = {}
    for name, value in entries[1:]:
        entry = message(value)
        content = data[one(entry, 4, 0):][:one(entry, 5)]
        assert one(entry, 6) == masked(content) and one(entry, 3, 0) == 0
        variables[text(name)] = numpy.frombuffer(content, dtype=TYPES[one(entry, 1)]).reshape(shape(one(entry, 2)))
    return variables


def elu(x):
    return numpy.where(x > 0, x, numpy.exp(numpy.minimum(x, 0)) - 1)


def softmax(x):
    e = numpy.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


ACTIVATIONS = {
    "Relu": lambda x: numpy.maximum(x, 0), "Relu6": lambda x: numpy.clip(x, 0, 6), "Elu": elu, "Sigmoid": lambda x: 1 / (1 + numpy.exp(-x)), "Tanh": numpy.tanh,
}


def by_variables(variables):
    rows, columns = REQUEST["rows"], []
    for name in sorted(REQUEST["columns"], key=lambda name: name if REQUEST["columns"][name]["numbers"] else name + "_indicator"):
        told = REQUEST["columns"][name]
        if told["numbers"]:
            mean, deviation = told["numbers"]
            columns.append(numpy.array([[(float(row[name]) - mean) / deviation] for row in rows], dtype="<f4"))
        else:
            columns.append(numpy.array([[1 if row[name] == each else 0 for each in told["categories"]] for row in rows], dtype="<f4"))
    values, layer = numpy.concatenate(columns, axis=1), 0
    while f"dnn/hiddenlayer_{layer}/kernel" in variables:
        values = ACTIVATIONS[REQUEST["activation"]](values @ variables[f"dnn/hiddenlayer_{layer}/kernel"] + variables[f"dnn/hiddenlayer_{layer}/bias"])
        layer += 1
    logits = values @ variables["dnn/logits/kernel"] + variables["dnn/logits/bias"]
    if not REQUEST["classes"]:
        return logits[:, 0].tolist()
    if len(REQUEST["classes"]) == 2:
        logits = numpy.concatenate([numpy.zeros_like(logits), logits], axis=1)
    return [dict(zip(REQUEST["classes"], each)) for each in softmax(logits).tolist()]


class Graph:
    def __init__(self, variables):
        saved = message(open(os.path.join(FOLDER, "saved_model.pb"), "rb").read())
        assert one(saved, 1) == 1
        meta = message(one(saved, 2))
        assert one(message(one(meta, 1)), 4) == b"serve"
        graph = message(one(meta, 2))
        assert one(message(one(graph, 4)), 1) >= 134
        nodes = [message(each) for each in graph[1]]
        self.nodes = {text(one(node, 1)): node for node in nodes}
        assert len(self.nodes) == len(nodes)
        self.files, self.variables, self.values = variables, {}, {}
        saver = message(one(meta, 3))
        assert one(saver, 7) == 2 and text(one(saver, 1)) == "save/Const:0" and text(one(saver, 2)).split(":")[0] in self.nodes
        self.run(text(one(saver, 3)))
        assert set(self.variables) == set(variables) == {name for name, node in self.nodes.items() if one(node, 2) == b"VariableV2"}
        self.signature = message(mapped(meta[5])["serving_default"])
        assert one(self.signature, 3) == b"tensorflow/serving/predict"

    def ends(self, number):
        return {key: message(value) for key, value in mapped(self.signature[number]).items()}

    def predict(self, given):
        self.values = {text(one(end, 1)).split(":")[0]: given[key] for key, end in self.ends(1).items()}
        for key, end in self.ends(1).items():
            assert given[key].dtype == TYPES[one(end, 2)] and shape(one(end, 3)) == [-1], key
        outputs = {}
        for key, end in self.ends(2).items():
            value = self.run(text(one(end, 1)).split(":")[0])
            expected = shape(one(end, 3))
            assert value.dtype == TYPES[one(end, 2)] and len(expected) == value.ndim, key
            assert all(size in (-1, actual) for size, actual in zip(expected, value.shape)), key
            outputs[key] = value
        return outputs

    def run(self, name):
        if name not in self.values:
            node = self.nodes[name]
            attributes = {key: message(value) for key, value in mapped(node.get(5, [])).items()}
            inputs = [text(each) for each in node.get(3, [])]
            for control in inputs:
                if control.startswith("^"):
                    self.run(control[1:])
            self.values[name] = self.do(name, text(one(node, 2)), [each for each in inputs if not each.startswith("^")], attributes)
        return self.values[name]

    def do(self, name, operation, names, attributes):
        kind = {key: TYPES[one(value, 6)] for key, value in attributes.items() if 6 in value}
        if operation == "Assign":
            value = self.run(names[1].split(":")[0])[int(names[1].split(":")[1])]
            variable = {key: message(each) for key, each in mapped(self.nodes[names[0]][5]).items()}
            assert one(self.nodes[names[0]], 2) == b"VariableV2" and value.dtype == kind["T"] == TYPES[one(variable["dtype"], 6)]
            assert list(value.shape) == shape(one(variable["shape"], 7))
            self.variables[names[0]] = value
            return value
        if operation == "VariableV2":
            return self.variables[name]
        inputs = [self.run(each) for each in names]
        for each in inputs[:int(one(attributes["N"], 3)) if "N" in attributes else 1]:
            assert "T" not in kind or each.dtype == kind["T"], (name, each.dtype)
        if operation in ("Sub", "RealDiv", "Equal", "MatMul", "BiasAdd"):
            assert inputs[1].dtype == kind["T"], name
        if operation == "Const":
            value = tensor(one(attributes["value"], 8))
            assert value.dtype == kind["dtype"]
            return value
        if operation == "RestoreV2":
            types = [TYPES[each] for each in message_list(one(attributes["dtypes"], 1), 6)]
            assert [each for each in inputs[2]] == [b""] * len(types)
            values = [self.files[text(each)] for each in inputs[1]]
            assert [each.dtype for each in values] == types
            return values
        return {
            "NoOp": lambda: None,
            "Identity": lambda x: x,
            "ExpandDims": lambda x, axis: numpy.expand_dims(x, int(axis)),
            "Cast": lambda x: cast(x, kind),
            "Sub": lambda x, y: x - y,
            "RealDiv": lambda x, y: x / y,
            "Equal": lambda x, y: (x == y).astype(bool),
            "ConcatV2": lambda *all: numpy.concatenate(all[:-1], axis=int(all[-1])),
            "MatMul": lambda x, y: x @ y,
            "BiasAdd": lambda x, y: x + y,
            "Softmax": softmax,
            "ZerosLike": numpy.zeros_like,
            "Shape": lambda x: numpy.array(x.shape, dtype=kind["out_type"]),
            "BroadcastTo": lambda x, to: numpy.broadcast_to(x, to),
            "ArgMax": lambda x, axis: numpy.argmax(x, axis=int(axis)).astype(kind["output_type"]),
            "GatherV2": lambda x, indices, axis: numpy.take(x, indices, axis=int(axis)),
            "Squeeze": lambda x: numpy.squeeze(x, axis=tuple(message_list(one(attributes["squeeze_dims"], 1), 3))),
            **ACTIVATIONS,
        }[operation](*inputs)


def message_list(data, field):
    return message(data).get(field, [])


def cast(x, kind):
    assert x.dtype == kind["SrcT"]
    return x.astype(kind["DstT"])


def by_graph(variables):
    graph, given = Graph(variables), {}
    for name, end in graph.ends(1).items():
        values, kind = [row[name] for row in REQUEST["rows"]], TYPES[one(end, 2)]
        if kind == object:
            given[name] = numpy.empty(len(values), dtype=object)
            given[name][:] = [(value or "").encode("utf-8") for value in values]
        else:
            given[name] = numpy.array([value == "true" if kind == bool else value for value in values], dtype=kind)
    outputs, label = graph.predict(given), REQUEST["label"]
    predicted = outputs[f"predicted_{label}"].tolist()
    if not REQUEST["classes"]:
        return predicted
    answers = []
    for most, classes, probabilities in zip(predicted, outputs[f"{label}_values"].tolist(), outputs[f"{label}_probs"].tolist()):
        classes = [printed(each) for each in classes]
        assert classes == REQUEST["classes"] and printed(most) == classes[probabilities.index(max(probabilities))]
        answers.append(dict(zip(classes, probabilities)))
    return answers


def printed(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value).lower() if isinstance(value, bool) else str(value)


read = bundle()
steps = read["global_step"]
assert steps.shape == () and steps.dtype == TYPES[9]
print(json.dumps({"variables": by_variables(read), "graph": by_graph(read), "steps": int(steps), "names": list(read)}))
