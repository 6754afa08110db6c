"""Makes a tiny language model with random weights for a real llama.cpp server: python babbling_model.py FILE.gguf TEXT

Run by the Python that llama-cpp-python and gguf are installed for. The model answers with words of TEXT in random
order, hundreds of tokens a second on one core. One dimension of its state is constant; through it the single-byte
tokens are made impossible, whose invalid UTF-8 the server would decode again and again.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, LAYERS, HIDDEN, CONTEXT, WORDS = 64, 4, 2, 128, 4096, 1500
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6  # llama.cpp's kinds of tokens
SPECIAL, BYTES = 3, 256
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def vocabulary(text: str) -> tuple[list[bytes], list[int]]:
    """The tokens and their kinds: three special ones, all bytes, then the most frequent words of the text."""
    tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(BYTES)]
    kinds = [UNKNOWN, CONTROL, CONTROL] + [BYTE] * BYTES
    seen = set(tokens)
    for word, _ in Counter(re.findall(r"[A-Za-z]+|\d|[^\w\s]", text)).most_common(WORDS):
        for token in (f"\u2581{word}".encode(), word.encode()):
            if token not in seen:
                seen.add(token)
                tokens.append(token)
                kinds.append(NORMAL)
    return tokens, kinds


def tensors(count: int) -> dict[str, np.ndarray]:
    """The weights. The first dimension of the state is the same at every place and layer."""
    chance = np.random.default_rng(0)

    def weights(*shape: int, constant: bool = False) -> np.ndarray:
        matrix = (chance.standard_normal(shape) * 0.1).astype(np.float32)
        if constant:
            matrix[0] = 0.0
        return matrix

    ones = np.ones(WIDTH, np.float32)
    embedding, output = weights(count, WIDTH), weights(count, WIDTH)
    embedding[:, 0] = 1.0
    output[:, 0] = 0.0
    output[: SPECIAL + BYTES, 0] = -20.0
    found = {"token_embd.weight": embedding, "output_norm.weight": ones, "output.weight": output}
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        found |= {f"{block}attn_norm.weight": ones, f"{block}ffn_norm.weight": ones}
        found |= {f"{block}attn_{name}.weight": weights(WIDTH, WIDTH) for name in ("q", "k", "v")}
        found[f"{block}attn_output.weight"] = weights(WIDTH, WIDTH, constant=True)
        found |= {f"{block}ffn_{name}.weight": weights(HIDDEN, WIDTH) for name in ("gate", "up")}
        found[f"{block}ffn_down.weight"] = weights(WIDTH, HIDDEN, constant=True)
    return found


def main(target: str, text: str) -> None:
    """Write the model."""
    tokens, kinds = vocabulary(Path(text).read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_name("babbling")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(
        [0.0] * SPECIAL + [-1e4] * BYTES + [-float(i) for i in range(len(tokens) - SPECIAL - BYTES)]
    )
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in tensors(len(tokens)).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
