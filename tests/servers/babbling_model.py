"""Makes a tiny language model with random weights for a real llama.cpp server: python babbling_model.py FILE.gguf TEXT

Run by the Python that llama-cpp-python and gguf are installed for. The model answers with frequent words of TEXT in
random order, hundreds of tokens a second on one core. What a prompt costs grows with the square of its tokens, times
layers, times heads: there is one of each, and the tokenizer (a unigram one, since llama.cpp's other one only finds
words whose every part is a token too) reads a word of TEXT as one token. One dimension of the state is constant;
through it all but frequent words, digits and punctuation are made impossible.
"""

from __future__ import annotations

import re
import string
import sys
from collections import Counter
from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, LAYERS, HIDDEN, CONTEXT, WORDS = 32, 1, 1, 64, 4096, 1500
NORMAL, UNKNOWN, CONTROL = 1, 2, 3  # llama.cpp's kinds of tokens
NEVER, FULL_STOP = -20.0, 0.5
SPACE = "\u2581"
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"


def vocabulary(text: str) -> dict[str, float]:
    """The tokens beside the special ones, and how much the model favours each.

    Every word with a space before it and without, and every character that can be typed; it writes the frequent words,
    always with a space, digits, and the punctuation of sentences.
    """
    words = [word for word, _ in Counter(re.findall(r"[A-Za-z]+", text)).most_common()]
    found = {f"{SPACE}{word}": 0.0 if rank < WORDS else NEVER for rank, word in enumerate(words)}
    found |= dict.fromkeys((f"{SPACE}{digit}" for digit in string.digits), 0.0)
    found |= dict.fromkeys((*words, SPACE, "\n", *string.printable.strip()), NEVER)
    return found | dict.fromkeys((",", *string.digits), 0.0) | {".": FULL_STOP}


def tensors(favour: list[float]) -> dict[str, np.ndarray]:
    """The weights. The first dimension of the state is the same at every place and layer."""
    count = len(favour)
    chance = np.random.default_rng(0)

    def weights(*shape: int, size: float = 0.1, constant: bool = False) -> np.ndarray:
        matrix = (chance.standard_normal(shape) * size).astype(np.float32)
        if constant:
            matrix[0] = 0.0
        return matrix

    ones = np.ones(WIDTH, np.float32)
    embedding, output = weights(count, WIDTH, size=0.3), weights(count, WIDTH)
    embedding[:, 0] = 1.0
    output[:, 0] = np.array(favour)
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
    written = vocabulary(Path(text).read_text(encoding="utf-8"))
    special = ("<unk>", "<s>", "</s>")
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
    writer.add_tokenizer_model("t5")
    writer.add_token_list([*special, *written])
    writer.add_token_scores([0.0] * len(special) + [-1.0 - 1e-4 * i for i in range(len(written))])
    writer.add_token_types([UNKNOWN, CONTROL, CONTROL] + [NORMAL] * len(written))
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)
    for name, tensor in tensors([NEVER] * len(special) + [*written.values()]).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
