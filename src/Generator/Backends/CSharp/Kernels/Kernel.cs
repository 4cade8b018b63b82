using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A program for one element type, with the names that its generated class uses.</summary>
internal sealed class Kernel
{
    /// <summary>The uniform that says whether a step clears the gradients on its way.</summary>
    public const string ZeroGradients = "ZeroGradients";

    /// <summary>The same as a condition that loops are compiled for.</summary>
    public const string ZeroCondition = "TZeroGradients";

    private readonly HashSet<string> _fields;
    private readonly Dictionary<int, Stream> _streams = [];
    private readonly Dictionary<int, Stream> _intermediates = [];
    private readonly Dictionary<string, Stream> _axisStreams = [];
    private readonly Dictionary<long, string> _draws = [];
    private static readonly Memo<KernelIr, Kernel> Kernels = new(ir => new(ir));

    /// <param name="ir">The kernel as data.</param>
    public Kernel(KernelIr ir)
    {
        Program program = ir.Program;
        (Ir, Program, SweepPlan, ClassName) = (ir, program, ir.Plan, KernelIdentity.ClassName(ir.Key));
        HasGradient = program.Instructions.Any(i => i.Op == Op.Gradient);
        HasAxisBuffers = program.Instructions.Any(i => i.Rate is Rate.Row or Rate.Column);
        TakesShape = HasAxisBuffers || program.Instructions.Any(i => i is { Op: Op.Count, Payload: (long)Rate.Row or (long)Rate.Column });
        HasTensorValues = program.IsMeasured;
        ElementKeyword = Keyword(program.Element);
        StepName = InputName(Op.Step);
        LearningRateName = InputName(Op.Hyperparameter);
        GradientScaleName = InputName(Op.GradientScale);

        Names = new KernelNames(program, SweepPlan);
        AddStream(Streams.Parameter, program.Instructions.FirstOrDefault(i => i.Op == Op.Parameter).Name ?? "parameter");
        if (HasGradient)
            AddStream(Streams.Gradient, program.Instructions.First(i => i.Op == Op.Gradient).Name ?? "gradient");
        for (int s = 0; s < program.States.Count; s++)
        {
            if (program.States[s].Rate == Rate.Varying)
                AddStream(s, program.States[s].Name);
        }

        if (program.Instructions.Any(i => i.IsDraw))
            Noise = Names.Variable("noise");
        foreach (Instruction draw in program.Instructions.Where(i => i.IsDraw && !_draws.ContainsKey(i.Payload)))
            _draws.Add(draw.Payload, Names.Variable("draw"));

        TensorStates = [.. program.States.Select((s, i) => (s, i)).Where(s => s.s.Rate == Rate.Tensor).Select(s => new TensorState(Names.Variable(s.s.Name), Names.Variable(s.s.Name + "Ref"), s.i, s.s.Out))];
        Begun = [.. program.States.Select((s, i) => (s, i)).Where(s => s.s.Rate == Rate.Varying && (s.s.InitialFrom >= 0 || s.s.Initial != 0)).Select(s => new BegunState(s.s.Name, s.i, Names.Variable(s.s.Name + "Initial")))];
        AxisBuffers = new AxisBuffers(program, SweepPlan, Names.Variable);
        foreach (int value in SweepPlan.Sweeps.SelectMany(s => s.Cached?.Loads ?? []).Where(l => Streams.IsIntermediate(l.Stream)).Select(l => l.Value).Distinct())
            _intermediates.Add(value, Names.Stream("cached" + Identifiers.Pascal(program.Instructions[value].Name ?? "term")));
        _fields = new(Names.Taken, StringComparer.Ordinal) { ClassName };
        Uniforms = [.. Boundary().Select(Uniform)];
        Mask = Names.Variable("mask");
        int last = SweepPlan.Sweeps.ToList().FindLastIndex(s => s.Loads.Any(l => l.Stream == Streams.Gradient));
        Sweeps = [.. SweepPlan.Sweeps.Select((s, i) => new KernelSweep(this, s, SweepPlan.Sweeps.Count > 1 ? FormattableString.Invariant($"{i + 1}") : "", i == last))];
    }

    /// <summary>Returns a kernel that classes share. Its text is written from one of its own, whose names are then taken.</summary>
    public static Kernel Get(KernelIr ir) => Kernels[ir];

    /// <summary>Returns the type of elements in C#: <c>float</c> or <c>double</c>.</summary>
    public static string Keyword(ElementType element) => element == ElementType.Single ? "float" : "double";

    /// <summary>The kernel as data.</summary>
    public KernelIr Ir { get; }

    public Program Program { get; }

    public SweepPlan SweepPlan { get; }

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string ElementKeyword { get; }

    public string ClassName { get; }

    /// <summary>True if the kernel itself clears the elements that are pruned, behind its last sweep.</summary>
    public bool IsMasked => Ir.IsMasked;

    /// <summary>Whether the gradient has a part in it.</summary>
    public bool HasGradient { get; }

    /// <summary>What goes through the kernel: the parameter, its gradient, its states of every element.</summary>
    public IEnumerable<Stream> AllStreams => _streams.Values;

    /// <summary>The states with one value for the whole parameter.</summary>
    public IReadOnlyList<TensorState> TensorStates { get; }

    /// <summary>The states with a value for each element that may begin at another one than 0.</summary>
    public IReadOnlyList<BegunState> Begun { get; }

    /// <summary>What differs by row or column.</summary>
    public AxisBuffers AxisBuffers { get; }

    /// <summary>Whether it sees a parameter as a matrix.</summary>
    public bool HasAxisBuffers { get; }

    /// <summary>Whether it is told how many rows and columns a parameter has.</summary>
    public bool TakesShape { get; }

    /// <summary>What is computed once per step and used for every parameter.</summary>
    public IReadOnlyList<Uniform> Uniforms { get; }

    public IReadOnlyList<KernelSweep> Sweeps { get; }

    /// <summary>Whether anything is computed for a parameter as a whole. If not, its elements have nothing to do with each other.</summary>
    public bool HasTensorValues { get; }

    /// <summary>Whether threads share a long parameter: not where it has rows and columns, nor where no sweep has anything to do.</summary>
    public bool IsShared => HasTensorValues && !HasAxisBuffers && SweepPlan.Sweeps.Any(s => s.Stores.Count > 0 || s.Reductions.Count > 0);

    /// <summary>The variables of what is measured of a parameter as a whole: where threads share it, each has the number of its place here.</summary>
    public IReadOnlyList<string> Reductions => [.. Sweeps.SelectMany(s => s.Reductions).Where(r => r.Rate == Rate.Tensor).Select(r => r.Result)];

    /// <summary>The states with a value for each element, and whether they are changed.</summary>
    public IEnumerable<(Stream Stream, bool IsChanged)> States => Program.States
        .Select((s, i) => (State: s, Index: i))
        .Where(s => s.State.Rate == Rate.Varying)
        .Select(s => (Stream(s.Index), !(Program.Instructions[s.State.Out] is { Op: Op.State, Payload: var same } && same == s.Index)));

    /// <summary>The rule's names for the step and the learning rate; null for what it does not use.</summary>
    public string? StepName { get; }

    public string? LearningRateName { get; }

    /// <summary>The name of the factor on every gradient; null where there is none.</summary>
    public string? GradientScaleName { get; }

    /// <summary>The variable that random numbers are drawn from; null where there are none.</summary>
    public string? Noise { get; }

    /// <summary>It as a parameter and as an argument, behind others; empty where there is none.</summary>
    public string NoiseParameter => Noise is null ? "" : ", in Noise " + Noise;

    /// <inheritdoc cref="NoiseParameter"/>
    public string NoiseArgument => Noise is null ? "" : ", in " + Noise;

    /// <summary>What things are called in the methods of the class.</summary>
    public KernelNames Names { get; }

    /// <summary>The names that are taken there.</summary>
    public ISet<string> Taken => Names.Taken;

    /// <summary>The noise of the elements from one on, as an argument behind others.</summary>
    public string NoiseAt(string start) => Noise is null ? "" : $", {Noise}.At({start})";

    /// <summary>The variable that holds a draw of all elements.</summary>
    public string DrawName(long draw) => _draws[draw];

    /// <summary>What is kept from one sweep to another, where it fits the caches.</summary>
    public IEnumerable<Stream> Intermediates => _intermediates.Values;

    public Stream Stream(int number) => _streams.TryGetValue(number, out Stream? stream) ? stream : _intermediates.First(k => Streams.Intermediate(k.Key) == number).Value;

    /// <summary>Where a value is kept; null where it is not.</summary>
    public Stream? IntermediateStream(int value) => _intermediates.TryGetValue(value, out Stream? stream) ? stream : null;

    /// <summary>The argument that says what is pruned of a parameter.</summary>
    public string Mask { get; }

    /// <summary>A value as C# declares it.</summary>
    public string TypeOf(Instruction instruction) => instruction.Type switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Long => "long",
        ScalarType.Element => ElementKeyword,
        _ => "double",
    };

    /// <summary>Returns the array of values that differ by column, which each row goes along anew.</summary>
    public Stream Stream(AxisBuffer axis)
    {
        if (!_axisStreams.TryGetValue(axis.Span, out Stream? stream))
        {
            stream = Names.Stream(axis.Name) with { Span = axis.Span };
            _axisStreams.Add(axis.Span, stream);
        }

        return stream;
    }

    private void AddStream(int number, string name) => _streams.Add(number, Names.Stream(name));

    private string? InputName(Op op) =>
        Program.Instructions.Where(i => i.Op == op).Select(i => Identifiers.Escape(i.Name!)).FirstOrDefault();

    // The values that change once per step and that a value which changes more often is computed from.
    private SortedSet<int> Boundary()
    {
        var boundary = new SortedSet<int>();
        foreach (Instruction instruction in Program.Instructions.Where(i => i.Rate > Rate.Uniform))
            boundary.UnionWith(instruction.Operands.Where(IsUniform));
        boundary.UnionWith(Program.States.Select(s => s.Out).Append(Program.ParameterOut).Where(IsUniform));
        return boundary;
    }

    // A constant that could not be folded, such as a power, is computed at run time as well.
    private bool IsUniform(int position) => Program.Instructions[position] is { Rate: <= Rate.Uniform, IsConstant: false };

    private Uniform Uniform(int position) =>
        new(position, TypeOf(Program.Instructions[position]), Identifiers.Unique(Identifiers.Escape(Identifiers.Pascal(Names.Describe(position))), _fields));
}

/// <summary>A value that is computed once per step.</summary>
/// <param name="Position">Where it stands in the program.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Field">Its name as a field.</param>
internal sealed record Uniform(int Position, string Type, string Field);
