using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>Prints a kernel as text for tests: one line for each thing that happens, in order.</summary>
internal sealed class KernelPrinter
{
    private readonly KernelIr _kernel;
    private readonly StringBuilder _text = new();

    private KernelPrinter(KernelIr kernel) => _kernel = kernel;

    /// <summary>
    /// Returns a kernel as text. Constants stand where they are used, and <c>*</c> marks streams and buffers that are written.
    /// </summary>
    public static string Print(KernelIr kernel)
    {
        var printer = new KernelPrinter(kernel);
        printer.Print();
        return printer._text.ToString();
    }

    private void Print()
    {
        KernelKey key = _kernel.Key;
        IEnumerable<string> stages = key.Stages.Select(s => "with " + s);
        Line(0, ["kernel", key.Rule, key.Element.ToString(), .. key.Traits, .. stages, .. key.Settings.Select(Setting)]);
        Line(1, "arrays " + string.Join(", ", _kernel.Arrays.Select(Array)));
        foreach (int value in _kernel.Intermediates)
            Line(1, StreamId.Intermediate(value).ToString());
        for (int i = 0; i < _kernel.AxisBuffers.Count; i++)
            Line(1, Buffer(i), "of", Axis(_kernel.AxisBuffers[i]));
        if (_kernel.Uniforms.Count > 0)
            Line(1, "once per step");
        foreach (int value in Inputs(_kernel.Uniforms))
            Line(2, Value(value), "=", Instruction(value));
        if (_kernel.Uniforms.Count > 0)
            Line(2, "keep " + Values(_kernel.Uniforms));
        Line(1, "update");
        foreach (KernelAction action in _kernel.Actions)
            Print(action);
    }

    private void Print(KernelAction action)
    {
        switch (action)
        {
            case ComputeTensorValues compute:
                PrintComputed(2, compute.Values);
                break;
            case ReduceAxis reduce:
                Line(2, Value(reduce.Value), "=", Instruction(reduce.Value), "from", Buffer(reduce.Buffer));
                break;
            case ComputeAxisValues loop:
                Line(2, "each", Lower(loop.Rate));
                foreach (AxisPlace load in loop.Loads)
                    Line(3, "load", Value(load.Value), "from", Buffer(load.Buffer));
                PrintComputed(3, loop.Computed);
                foreach (AxisPlace store in loop.Stores)
                    Line(3, "store", Operand(store.Value), "to", Buffer(store.Buffer));
                break;
            case RunSweep run:
                PrintSweep(FormattableString.Invariant($"sweep {run.Sweep + 1}"), _kernel.Sweeps[run.Sweep]);
                break;
            case CopyAxis copy:
                Line(2, "copy", Buffer(copy.From), "to", Buffer(copy.To));
                break;
            case FillAxis fill:
                Line(2, "fill", Buffer(fill.Buffer), "with", Operand(fill.Value));
                break;
            case ClearPruned:
                Line(2, "clear what is pruned");
                break;
            case StoreTensorStates store:
                foreach (int state in store.States)
                    Line(2, "store", Operand(_kernel.Program.States[state].Out), "to", StreamId.State(state).ToString());
                break;
            default:
                throw new InvalidOperationException(action.ToString());
        }
    }

    private void PrintSweep(string title, SweepIr sweep)
    {
        string traits = (sweep.IsByRow ? ", row by row" : "") + (sweep.IsMasked ? ", masked" : "");
        Line(2, title, "over", string.Join(", ", sweep.Arrays.Select(Use)) + traits);
        if (!sweep.Streams.Equals(sweep.Arrays))
            Line(3, sweep.Streams.Count == 0 ? "no loop" : "loop over " + string.Join(", ", sweep.Streams.Select(Use)));
        if (sweep.AxisBuffers.Count > 0)
            Line(3, "with " + string.Join(", ", sweep.AxisBuffers.Select(b => Buffer(b.Buffer) + Written(b.IsWritten))));
        if (sweep.Conditions.Count > 0)
            Line(3, "compiled for " + Values(sweep.Conditions));
        if (sweep.Arguments.Count > 0)
            Line(3, "given " + Values(sweep.Arguments));
        foreach (AxisPlace row in sweep.RowArguments)
            Line(3, "row argument", Value(row.Value), "from", Buffer(row.Buffer));
        foreach (ReductionIr reduction in sweep.Reductions.Where(r => r.Before is not null))
            Line(3, Reduction(reduction));
        foreach (Place load in sweep.Loads)
            Line(3, "load", Value(load.Value), "from", load.Stream + Condition(sweep, load.Stream));
        PrintComputed(3, sweep.Computed);
        foreach (Place store in sweep.Stores)
            Line(3, "store", Operand(store.Value), "to", store.Stream + Condition(sweep, store.Stream));
        if (sweep.IsLastOfGradient)
            Line(3, "clear gradient", sweep.ZeroesGradient ? "in the loop, if asked" : "behind it, if asked");
        foreach (ReductionIr reduction in sweep.Reductions.Where(r => r.After is not null))
            Line(3, Reduction(reduction));
        if (sweep.Cached is { } cached)
            PrintSweep("or, if intermediates were kept,", cached);
    }

    private void PrintComputed(int depth, IEnumerable<int> values)
    {
        foreach (int value in values)
            Line(depth, Value(value), "=", Instruction(value));
    }

    // Uniforms, and the values that they are computed from.
    private SortedSet<int> Inputs(IEnumerable<int> uniforms)
    {
        var inputs = new SortedSet<int>();
        var pending = new Stack<int>(uniforms);
        while (pending.Count > 0)
        {
            int value = pending.Pop();
            if (_kernel.Program.Instructions[value].IsConstant || !inputs.Add(value))
                continue;
            foreach (int operand in _kernel.Program.Instructions[value].Operands)
                pending.Push(operand);
        }

        return inputs;
    }

    private string Reduction(ReductionIr reduction)
    {
        string to = reduction.Buffer is { } buffer ? " to " + Buffer(buffer) : "";
        return $"reduce {Value(reduction.Value)} = {Instruction(reduction.Value)} in {reduction.Before ?? reduction.After}{to}";
    }

    private static string Condition(SweepIr sweep, StreamId stream) =>
        sweep.Conditional.FirstOrDefault(c => c.Stream == stream) is { } conditional
            ? " if " + string.Join(" or ", conditional.TouchedIf.Select(a => (a.Holds ? "" : "not ") + Value(a.Condition)))
            : "";

    private string Array(StreamId stream) =>
        stream.Kind == StreamKind.State ? $"{stream} {_kernel.Program.States[stream.Index].Name}" : stream.ToString();

    private string Axis(AxisBuffer buffer) => $"{Lower(buffer.Rate)}s for {Value(buffer.Value)}"
        + (buffer.State is { } state ? $", {StreamId.State(state)} {_kernel.Program.States[state].Name}" : "")
        + (buffer.IsCopy ? ", to be copied" : "");

    private static string Setting(Setting setting) =>
        $"{setting.Hyperparameter.Name} {ProgramPrinter.Constant(setting.Hyperparameter.Type, setting.Value)}";

    private string Instruction(int position) => ProgramPrinter.Print(_kernel.Program.Instructions[position], Operand);

    private string Operand(int position) =>
        _kernel.Program.Instructions[position] is not { IsConstant: true } constant ? Value(position)
        : constant.Type == ScalarType.Element && _kernel.Program.Element == ElementType.Single ? Literals.Single((float)constant.Number)
        : ProgramPrinter.Constant(constant.Type, constant.Payload.Bits);

    private static string Use(StreamUse use) => use.Stream + Written(use.IsWritten);

    private static string Written(bool isWritten) => isWritten ? "*" : "";

    private static string Values(IEnumerable<int> values) => string.Join(" ", values.Select(Value));

    private static string Value(int position) => "%" + position.ToString(CultureInfo.InvariantCulture);

    private static string Buffer(int number) => "buffer " + number.ToString(CultureInfo.InvariantCulture);

    private static string Lower(Rate rate) => rate.ToString().ToLowerInvariant();

    private void Line(int depth, params IEnumerable<string> words) =>
        _text.Append(' ', 2 * depth).Append(string.Join(" ", words)).Append('\n');
}
