using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A sweep of a kernel, with the names that its methods use.</summary>
internal sealed class KernelSweep
{
    /// <summary>What tells the methods of a short form from those of the sweep.</summary>
    public const string CachedSuffix = "Cached";

    // Each doubles the machine code of the loops; further ones are asked element by element.
    private const int MostConditions = 3;

    private readonly Kernel _kernel;
    private readonly Sweep _sweep;
    private readonly Dictionary<int, Stream> _buffers = [];
    private readonly HashSet<int> _computed;
    private readonly HashSet<int> _operands;

    /// <param name="kernel">The kernel.</param>
    /// <param name="sweep">What the sweep does.</param>
    /// <param name="suffix">What tells its methods from those of other sweeps.</param>
    /// <param name="isLastOfGradient">Whether it is the last that has a use for the gradient.</param>
    public KernelSweep(Kernel kernel, Sweep sweep, string suffix, bool isLastOfGradient)
    {
        (_kernel, _sweep, Suffix, IsLastOfGradient) = (kernel, sweep, suffix, isLastOfGradient);
        Reductions = [.. sweep.Reductions.Select(Reduction)];
        SweepArgument[] arguments = [.. Boundary().Select(Argument)];
        Conditions = [.. arguments.Where(a => a is { Type: "bool", AxisBuffer: null }).Take(MostConditions)];
        Arguments = [.. arguments.Except(Conditions)];
        Columns = [.. sweep.Columns.Select(c => (kernel.Stream(kernel.AxisBuffers.Find(c)!), c))];
        Loads = [.. sweep.Loads.Select(l => (kernel.Stream(l.Stream), l.Value)), .. Columns];
        Stores = [.. sweep.Stores.Select(s => (kernel.Stream(s.Stream), s.Value)), .. _buffers.Select(b => (b.Value, b.Key))];
        _computed = [.. sweep.Values.Except(Loads.Select(l => l.Value))];
        _operands = [.. _computed.SelectMany(v => kernel.Program.Instructions[v].Operands), .. Stores.Select(s => s.Value)];
        Zeroes = isLastOfGradient && (!kernel.HasTensorValues || Stores.Count > 0 && Loads.Any(l => l.Stream == kernel.Stream(Ir.Streams.Gradient) && IsOperand(l.Value)));
        Draws = [.. sweep.Values.Select(v => kernel.Program.Instructions[v]).Where(i => i.IsDraw).Select(i => i.Payload).Distinct()];
        IEnumerable<Stream> used = kernel.AllStreams.Concat(kernel.Intermediates).Where(s => !kernel.HasTensorValues || Uses(s));

        // Where nothing is measured that memory holds, random numbers or one number again and again, the parameter says how many.
        Arrays = [.. (Draws.Count > 0 || Reductions.Count > 0 && !IsByRow ? used.DefaultIfEmpty(kernel.Stream(Ir.Streams.Parameter)) : used).Select(s => (s, IsWritten(s)))];
        Streams = [.. Arrays.Where(a => a.IsWritten || !kernel.HasTensorValues || Loads.Any(l => l.Stream == a.Stream && IsOperand(l.Value))), .. Columns.Select(c => (c.Stream, false)), .. _buffers.Values.Select(b => (b, true))];
        Cached = sweep.Cached is { } intermediate ? new(kernel, intermediate, suffix + CachedSuffix, isLastOfGradient) : null;
    }

    /// <summary>What tells its methods from those of other sweeps.</summary>
    public string Suffix { get; }

    /// <summary>The model's arrays that it goes along, and whether it writes them.</summary>
    public IReadOnlyList<(Stream Stream, bool IsWritten)> Arrays { get; }

    /// <summary>The arrays of values that differ by column, which each row goes along anew.</summary>
    public IReadOnlyList<(Stream Stream, int Value)> Columns { get; }

    /// <summary>What holds a block of values that are measured, and where all of them are kept, if they are.</summary>
    public IEnumerable<(Stream Block, Stream? Intermediate)> Buffers => _buffers.Select(b => (b.Value, _kernel.IntermediateStream(b.Key)));

    /// <summary>The same with less to compute, for parameters of which so much is kept; null where there is none.</summary>
    public KernelSweep? Cached { get; }

    /// <summary>Those of all these that a block takes, which is not concerned with what is only measured.</summary>
    public IReadOnlyList<(Stream Stream, bool IsWritten)> Streams { get; }

    /// <summary>Whether the gradient is of no use after it.</summary>
    public bool IsLastOfGradient { get; }

    /// <summary>Whether its loop is where the gradient is cleared, in a step that does so.</summary>
    public bool Zeroes { get; }

    /// <summary>What it reads, by position.</summary>
    public IReadOnlyList<(Stream Stream, int Value)> Loads { get; }

    /// <summary>What it writes, by position.</summary>
    public IReadOnlyList<(Stream Stream, int Value)> Stores { get; }

    /// <summary>The random numbers that it draws for each element.</summary>
    public IReadOnlyList<long> Draws { get; }

    /// <summary>What they are drawn from, as a parameter and as an argument, behind others; empty where there are none.</summary>
    public string NoiseParameter => Draws.Count == 0 ? "" : _kernel.NoiseParameter;

    /// <inheritdoc cref="NoiseParameter"/>
    public string NoiseArgument => Draws.Count == 0 ? "" : _kernel.NoiseArgument;

    /// <summary>Values that are the same for all elements and decide a branch: the loops are compiled for either answer.</summary>
    public IReadOnlyList<SweepArgument> Conditions { get; }

    /// <summary>The other values that are the same for all elements, or for those of a row: the loops take them as arguments.</summary>
    public IReadOnlyList<SweepArgument> Arguments { get; }

    /// <summary>Those of both that differ by parameter or row, and so do not come with the uniforms.</summary>
    public IEnumerable<SweepArgument> Own => Arguments.Concat(Conditions).Where(a => a.Field is null);

    public IReadOnlyList<SweepReduction> Reductions { get; }

    /// <summary>The rows and columns that it is handed, and whether it writes them.</summary>
    public IEnumerable<(AxisBuffer AxisBuffer, bool IsWritten)> AxisBuffers => Arguments.Select(a => a.AxisBuffer).OfType<AxisBuffer>().Select(l => (l, false))
        .Concat(Columns.Select(c => (_kernel.AxisBuffers.Find(c.Value)!, false)))
        .Concat(Reductions.Where(r => r.AxisBuffer is not null).Select(r => (r.AxisBuffer!, true)))
        .GroupBy(l => l.Item1)
        .Select(g => (g.Key, g.Any(l => l.Item2)));

    /// <summary>What it changes, in words.</summary>
    public string Moves => Arrays.Any(a => Stores.Any(s => s.Stream == a.Stream)) ? "moves " + DocumentationText.List(Arrays.Where(a => Stores.Any(s => s.Stream == a.Stream)).Select(a => a.Stream.Name)) : "";

    /// <summary>Whether nothing is computed in it but reductions, to one value each, of what memory holds.</summary>
    public bool OnlyMeasures => Stores.Count == 0 && Reductions.All(r => r.Rate == Rate.Tensor);

    /// <summary>Whether it measures what depends on the gradient, so that what is pruned must count as 0 in it.</summary>
    public bool MeasuresGradient => Reductions.Count > 0 && _sweep.Loads.Any(l => l.Stream == Ir.Streams.Gradient);

    /// <summary>Whether it goes row by row.</summary>
    public bool IsByRow => Columns.Count > 0 || Arguments.Any(a => a.AxisBuffer is not null) || Reductions.Any(r => r.Rate != Rate.Tensor);

    /// <summary>Whether a value is computed in it, and not loaded.</summary>
    public bool Computes(int position) => _computed.Contains(position);

    private bool Uses(Stream stream) => Loads.Any(l => l.Stream == stream) || IsWritten(stream);

    private bool IsWritten(Stream stream) => Stores.Any(o => o.Stream == stream) || Zeroes && stream == _kernel.Stream(Ir.Streams.Gradient);

    private bool IsOperand(int position) => _operands.Contains(position);

    private SortedSet<int> Boundary()
    {
        bool IsArgument(int position) => _kernel.Program.Instructions[position] is { Rate: not (Rate.Varying or Rate.Column), IsConstant: false };
        IEnumerable<int> computed = _sweep.Values.Except(_sweep.Loads.Select(l => l.Value));
        return
        [
            .. computed.SelectMany(v => _kernel.Program.Instructions[v].Operands)
                .Concat(_sweep.Stores.Select(s => s.Value))
                .Concat(Reductions.Select(r => r.Operand))
                .Where(IsArgument),
        ];
    }

    private SweepArgument Argument(int position)
    {
        (string name, string typeParameter) = _kernel.Names.Argument(position);
        AxisBuffer? axis = _kernel.Program.Instructions[position].Rate == Rate.Row ? _kernel.AxisBuffers.Find(position) : null;
        string? field = _kernel.Uniforms.FirstOrDefault(u => u.Position == position)?.Field;
        return new(position, _kernel.TypeOf(_kernel.Program.Instructions[position]), name, typeParameter, field, axis);
    }

    private SweepReduction Reduction(int position)
    {
        Instruction reduction = _kernel.Program.Instructions[position];
        Place? load = _sweep.Loads.FirstOrDefault(l => l.Value == reduction.A);
        Place? store = _sweep.Stores.FirstOrDefault(s => s.Value == reduction.A);
        string operand = (load ?? store) is { } place ? _kernel.Stream(place.Stream).Name : _kernel.Program.Instructions[reduction.A].Name ?? "term";
        if (load is null && store is null && !_buffers.ContainsKey(reduction.A))
            _buffers.Add(reduction.A, _kernel.Names.Stream(operand + "Block"));
        return new(
            reduction.Op,
            reduction.Rate,
            reduction.A,
            _kernel.Names.Reduction(position),
            _kernel.Names.Variable(Identifiers.Camel((reduction.Rate == Rate.Tensor ? "" : reduction.Rate.ToString()) + reduction.Op) + "Of" + Identifiers.Pascal(operand)),
            load is null ? null : _kernel.Stream(load.Stream),
            load is not null ? null : store is null ? _buffers[reduction.A] : _kernel.Stream(store.Stream),
            _kernel.AxisBuffers.Find(position));
    }
}

/// <summary>A value that is the same for all elements of a parameter, or of a row.</summary>
/// <param name="Position">Where it stands in the program.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Name">Its name as an argument.</param>
/// <param name="TypeParameter">Its name as a type parameter, where it is a condition.</param>
/// <param name="Field">The field of the uniforms that holds it; null where it differs by parameter.</param>
/// <param name="AxisBuffer">Where it is kept, where it differs by row.</param>
internal sealed record SweepArgument(int Position, string Type, string Name, string TypeParameter, string? Field, AxisBuffer? AxisBuffer);

/// <summary>A reduction that a sweep completes.</summary>
/// <param name="Op">Which.</param>
/// <param name="Rate">What there is one result for: Tensor, Row or Column.</param>
/// <param name="Operand">What it reduces.</param>
/// <param name="Result">The variable of the result, where there is one.</param>
/// <param name="Name">The variable that adds up.</param>
/// <param name="Before">The array that holds its elements before a block is computed.</param>
/// <param name="After">The array that holds them afterwards.</param>
/// <param name="AxisBuffer">Where the results are kept, where there are several.</param>
internal sealed record SweepReduction(Op Op, Rate Rate, int Operand, string Result, string Name, Stream? Before, Stream? After, AxisBuffer? AxisBuffer);
