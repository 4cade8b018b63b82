using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A sweep of a kernel, with the names that its methods use.</summary>
internal sealed class KernelSweep
{
    /// <summary>The ending that tells the methods of a cached variant from those of its sweep.</summary>
    public const string CachedSuffix = "Cached";

    private readonly Kernel _kernel;
    private readonly Dictionary<StreamId, Stream> _blocks = [];

    /// <param name="kernel">The kernel.</param>
    /// <param name="ir">The sweep as data.</param>
    /// <param name="suffix">The ending that tells the methods of the sweep from those of other sweeps.</param>
    public KernelSweep(Kernel kernel, SweepIr ir, string suffix)
    {
        (_kernel, Ir, Suffix) = (kernel, ir, suffix);
        Reductions = [.. ir.Reductions.AsEnumerable().Select(Reduction)];
        SweepArgument[] arguments = [.. ir.Arguments.Concat(ir.Conditions).OrderBy(v => v).Select(Argument)];
        Conditions = [.. ir.Conditions.AsEnumerable().Select(c => arguments.First(a => a.Position == c))];
        Arguments = [.. arguments.Except(Conditions)];
        Loads = [.. ir.Loads.AsEnumerable().Select(l => (Stream(l.Stream), l.Value))];
        Stores = [.. ir.Stores.AsEnumerable().Select(s => (Stream(s.Stream), s.Value))];
        Arrays = [.. ir.Arrays.AsEnumerable().Select(a => (Stream(a.Stream), a.IsWritten))];
        Streams = [.. ir.Streams.AsEnumerable().Select(s => (Stream(s.Stream), s.IsWritten))];
        Cached = ir.Cached is { } cached ? new(kernel, cached, suffix + CachedSuffix) : null;
    }

    /// <summary>The sweep as data.</summary>
    public SweepIr Ir { get; }

    /// <summary>The ending that tells the methods of the sweep from those of other sweeps.</summary>
    public string Suffix { get; }

    /// <inheritdoc cref="SweepIr.Arrays"/>
    public IReadOnlyList<(Stream Stream, bool IsWritten)> Arrays { get; }

    /// <inheritdoc cref="SweepIr.Streams"/>
    public IReadOnlyList<(Stream Stream, bool IsWritten)> Streams { get; }

    /// <inheritdoc cref="SweepIr.Loads"/>
    public IReadOnlyList<(Stream Stream, int Value)> Loads { get; }

    /// <inheritdoc cref="SweepIr.Stores"/>
    public IReadOnlyList<(Stream Stream, int Value)> Stores { get; }

    /// <summary>The blocks of values that are measured, each with the memory that keeps all of the values; null if none does.</summary>
    public IEnumerable<(Stream Block, Stream? Intermediate)> Blocks =>
        _blocks.Select(b => (b.Value, _kernel.IntermediateStream(b.Key.Index)));

    /// <inheritdoc cref="SweepIr.Cached"/>
    public KernelSweep? Cached { get; }

    /// <summary>The source of random numbers as a parameter, behind other parameters; empty if the sweep draws no number.</summary>
    public string NoiseParameter => Ir.Draws.Count == 0 ? "" : _kernel.NoiseParameter;

    /// <summary>The source of random numbers as an argument, behind other arguments; empty if the sweep draws no number.</summary>
    public string NoiseArgument => Ir.Draws.Count == 0 ? "" : _kernel.NoiseArgument;

    /// <inheritdoc cref="SweepIr.Conditions"/>
    public IReadOnlyList<SweepArgument> Conditions { get; }

    /// <inheritdoc cref="SweepIr.Arguments"/>
    public IReadOnlyList<SweepArgument> Arguments { get; }

    /// <summary>The arguments and conditions that differ by parameter or row, and so are not among the uniforms.</summary>
    public IEnumerable<SweepArgument> Own => Arguments.Concat(Conditions).Where(a => a.Field is null);

    /// <inheritdoc cref="SweepIr.Reductions"/>
    public IReadOnlyList<SweepReduction> Reductions { get; }

    /// <inheritdoc cref="SweepIr.AxisBuffers"/>
    public IEnumerable<(AxisSpan Axis, bool IsWritten)> Axes =>
        Ir.AxisBuffers.AsEnumerable().Select(a => (_kernel.Axes[a.Buffer], a.IsWritten));

    /// <summary>The arrays that the sweep changes, in words.</summary>
    public string Moves
    {
        get
        {
            string[] moved = [.. Arrays.Select(a => a.Stream).Where(a => Stores.Any(s => s.Stream == a)).Select(a => a.Name)];
            return moved.Length == 0 ? "" : "moves " + DocumentationText.List(moved);
        }
    }

    /// <summary>Returns the names of a stream.</summary>
    public Stream Stream(StreamId id) => id.Kind == StreamKind.Block ? _blocks[id] : _kernel.Stream(id);

    /// <summary>Returns the condition under which a step touches a stream, in C#; null if every step does.</summary>
    public string? TouchedIf(Stream stream)
    {
        return Ir.Conditional.FirstOrDefault(c => Stream(c.Stream) == stream) is { } conditional
            ? string.Join(" || ", conditional.TouchedIf.AsEnumerable().Select(Test))
            : null;

        string Test(Answer answer) =>
            $"{(answer.Holds ? "" : "!")}{Conditions.First(c => c.Position == answer.Condition).TypeParameter}.Holds";
    }

    private SweepArgument Argument(int position)
    {
        (string name, string typeParameter) = _kernel.Names.Argument(position);
        AxisSpan? axis = Ir.RowArguments.FirstOrDefault(r => r.Value == position) is { } row ? _kernel.Axes[row.Buffer] : null;
        string? field = _kernel.Uniforms.FirstOrDefault(u => u.Position == position)?.Field;
        return new(position, _kernel.TypeOf(position), name, typeParameter, field, axis);
    }

    private SweepReduction Reduction(ReductionIr reduction)
    {
        string operand = (reduction.Before ?? reduction.After) is { Kind: not StreamKind.Block } memory
            ? _kernel.Stream(memory).Name
            : _kernel.Program.Instructions[reduction.Operand].Name ?? "term";
        if (reduction.After is { Kind: StreamKind.Block } block && !_blocks.ContainsKey(block))
            _blocks.Add(block, _kernel.Names.Stream(operand + "Block"));
        string rate = reduction.Rate == Rate.Tensor ? "" : reduction.Rate.ToString();
        return new(
            reduction,
            _kernel.Names.Reduction(reduction.Value),
            _kernel.Names.Variable(Identifiers.Camel(rate + reduction.Op) + "Of" + Identifiers.Pascal(operand)),
            reduction.Before is { } before ? Stream(before) : null,
            reduction.After is { } after ? Stream(after) : null,
            reduction.Buffer is { } buffer ? _kernel.Axes[buffer] : null);
    }
}

/// <summary>A value that is the same for all elements of a parameter, or of a row.</summary>
/// <param name="Position">The position of the value in the program.</param>
/// <param name="Type">The type in C#.</param>
/// <param name="Name">The name as an argument.</param>
/// <param name="TypeParameter">The name as a type parameter, if the value is a condition.</param>
/// <param name="Field">The field of the uniforms that holds the value; null if the value differs by parameter.</param>
/// <param name="Axis">The buffer of the values; null if the value does not differ by row.</param>
internal sealed record SweepArgument(int Position, string Type, string Name, string TypeParameter, string? Field, AxisSpan? Axis);

/// <summary>A reduction that a sweep completes.</summary>
/// <param name="Ir">The reduction as data.</param>
/// <param name="Result">The variable of the result, if there is one result.</param>
/// <param name="Name">The variable that adds up.</param>
/// <param name="Before">The array that holds the elements before a block is computed; null if the block computes the elements.</param>
/// <param name="After">The array that holds the elements after a block is computed; null if <paramref name="Before"/> does.</param>
/// <param name="Axis">The buffer of the results; null if there is one result.</param>
internal sealed record SweepReduction(ReductionIr Ir, string Result, string Name, Stream? Before, Stream? After, AxisSpan? Axis)
{
    public Op Op => Ir.Op;

    public Rate Rate => Ir.Rate;
}
