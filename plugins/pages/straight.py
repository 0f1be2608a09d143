"""Templates as straighter code than Jinja writes, whose code must do for any template and any value.

What a template of ours asks of a value is an attribute, so the code takes it as Python does. What it calls by name is a
macro, imported or its own, and the words a macro gives go into the page unlooked at, for they are markup. Else what is
called is a method. What is shown is text most of the time, and is escaped where it stands. So a template imports macros
alone, and gives them no arguments that they do not name.

A page is put together in the form that it has as a file: text in which each sign stands for a byte of UTF-8. Such text
takes one byte a sign, whatever it says, and need not be encoded at the end. What a macro or a block gives is in that
form while it goes into the page; whoever else asks for it, as a filter does, gets it read back. The bytes are Jinja's
own; `plugins.pages.haste` has the names that the code speaks of.
"""

# ruff: noqa: N802 - what is called visit_ is so by Jinja

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from keyword import iskeyword
from typing import Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import escape

from plugins.pages.written import written

Piece = nodes.Expr | str
_SAFE: Final = "safe"


class Straight(CodeGenerator):
    """Writes the code of a template."""

    _macros: frozenset[str] = frozenset()

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """All of it, knowing which names are macros."""
        imported = (name for found in node.find_all(nodes.FromImport) for name in found.names)
        aliases = (name if isinstance(name, str) else name[1] for name in imported)
        self._macros = frozenset([*aliases, *(found.name for found in node.find_all(nodes.Macro))])
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """What Python finds under the name."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002 (Jinja's)
        """What a macro or a method gives; of anything else, Jinja finds out what it wants to be given."""
        if not forward_caller and self._is_macro(node, frame):
            self.write("Markup(read(")
            self._fill(node, frame)
            self.write("))")
        elif isinstance(node.node, nodes.Getattr) and not _is_open(node):
            self.visit(node.node, frame)
            self._arguments(node, frame)
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    @optimizeconst
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Values put together."""
        self.write("joined((")
        for value in node.nodes:
            self.visit(value, frame)
            self.write(", ")
        self.write("))")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A block, put together where it stands: its pieces are not handed up one by one."""
        if frame.buffer is not None or node.scoped or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
        else:
            self.writeline(f"yield together(context.blocks[{node.name!r}][0]({self.get_context_ref()}))", node)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """What is shown, put together."""
        if frame.require_output_check or self._is_changed(frame):
            super().visit_Output(node, frame)
            return
        pieces = list(_pieces(node.nodes, frame))
        if len(pieces) == 1:
            self.writeline(f"{frame.buffer}.append(" if frame.buffer else "yield (", node)
        else:
            self.writeline(f"{frame.buffer}.append(together((" if frame.buffer else "yield (together((", node)
        for piece in pieces:
            self._show(piece, frame)
            self.write(", " if len(pieces) > 1 else "")
        self.write(")" if len(pieces) == 1 else ")))")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002 (Jinja's)
        """What a macro gives, as the page has it; what a loop gives that calls itself is read back."""
        if force_unescaped:
            self.writeline(f"return together({frame.buffer})")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """Before markup that was made elsewhere."""
        super().start_write(frame, node)
        self.write("written(")

    def end_write(self, frame: Frame) -> None:
        """Behind it."""
        self.write(")")
        super().end_write(frame)

    def simple_write(self, s: str, frame: Frame, node: nodes.Node | None = None) -> None:
        """A piece that another template has put into the form of the page."""
        super().start_write(frame, node)
        self.write(s)
        super().end_write(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Before a value to which something is done."""
        self.write("written(")
        super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Behind it."""
        super()._output_child_post(node, frame, finalize)
        self.write(")")

    def _output_const_repr(self, group: Iterable[str]) -> str:
        """What is shown on all pages alike."""
        return repr(written("".join(group)))

    def _is_changed(self, frame: Frame) -> bool:
        """Whether something is done to what is shown, or it is not escaped."""
        return self.environment.finalize is not None or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape

    def _show(self, piece: Piece, frame: Frame) -> None:
        """One piece of the page, escaped if it is not markup."""
        if isinstance(piece, str):
            self.write(repr(written(piece)))
        elif isinstance(piece, nodes.CondExpr) and piece.expr2 is not None:
            self._show_either(piece, piece.expr2, frame)
        elif isinstance(piece, nodes.Call) and self._is_macro(piece, frame):
            self._fill(piece, frame)
        elif isinstance(piece, nodes.Filter) and piece.name == _SAFE and piece.node is not None:
            self.write("written(")
            self.visit(piece.node, frame)
            self.write(")")
        else:
            self.write("((escaped(it) if it.isascii() else shown(it)) if type(it := ")
            self.visit(piece, frame)
            self.write(") is str else shown(it))")

    def _show_either(self, choice: nodes.CondExpr, otherwise: nodes.Expr, frame: Frame) -> None:
        """One of two pieces."""
        soft = frame.soft()
        self.write("(")
        self._show_whole(choice.expr1, soft)
        self.write(" if ")
        self.visit(choice.test, soft)
        self.write(" else ")
        self._show_whole(otherwise, soft)
        self.write(")")

    def _show_whole(self, shown: nodes.Expr, frame: Frame) -> None:
        """What may come to several pieces, as one."""
        pieces = list(_pieces([shown], frame))
        if len(pieces) == 1:
            self._show(pieces[0], frame)
            return
        self.write("together((")
        for piece in pieces:
            self._show(piece, frame)
            self.write(", ")
        self.write("))")

    def _is_macro(self, call: nodes.Call, frame: Frame) -> bool:
        """Whether a macro is called, and not what a macro was given under the same name."""
        called = call.node
        if not isinstance(called, nodes.Name) or called.name not in self._macros or _is_open(call):
            return False
        ref = frame.symbols.ref(called.name)
        return ref == f"l_0_{called.name}" or frame.symbols.find_load(ref) == (VAR_LOAD_RESOLVE, called.name)

    def _fill(self, call: nodes.Call, frame: Frame) -> None:
        """The words of a macro."""
        self.visit(call.node, frame)
        self.write(".named" if call.kwargs else ".fill")
        self._arguments(call, frame)

    def _arguments(self, call: nodes.Call, frame: Frame) -> None:
        """What is given in a call."""
        self.write("(")
        for given in (*call.args, *call.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


def _is_open(call: nodes.Call) -> bool:
    """Whether it is known only as the page is made what is given in a call, or a name is not one to Python."""
    return bool(call.dyn_args or call.dyn_kwargs or any(iskeyword(given.key) for given in call.kwargs))


def _pieces(shown: Iterable[nodes.Expr], frame: Frame) -> Iterator[Piece]:
    """What is shown, piece by piece: what is put together taken apart, and what is known already put together."""
    known = ((piece, _known(piece, frame)) for piece in _apart(shown))
    for is_known, run in groupby(known, lambda pair: pair[1] is not None):
        if is_known:
            yield "".join(text or "" for _, text in run)
        else:
            yield from (piece for piece, _ in run)


def _apart(shown: Iterable[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is shown, where joined values are taken apart: escaped one by one they are the same."""
    for each in shown:
        if isinstance(each, nodes.Concat):
            yield from _apart(each.nodes)
        else:
            yield each


def _known(piece: nodes.Expr, frame: Frame) -> str | None:
    """What a piece comes to on any page, where that is known."""
    try:
        value = piece.as_const(frame.eval_ctx)
    except nodes.Impossible:
        return None
    return str(value) if isinstance(piece, nodes.TemplateData) else str(escape(value))
