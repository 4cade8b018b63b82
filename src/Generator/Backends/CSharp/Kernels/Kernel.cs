using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A kernel with the names that its generated structure uses.</summary>
internal sealed class Kernel
{
    /// <summary>The uniform that is true if a step clears gradients on its way.</summary>
    public const string ZeroGradients = "ZeroGradients";

    /// <summary>The type parameter for which loops are compiled with and without the clearing of gradients.</summary>
    public const string ZeroCondition = "TZeroGradients";

    private static readonly Memo<KernelIr, Kernel> Kernels = new(ir => new(ir));

    private readonly Dictionary<StreamId, Stream> _streams = [];
    private readonly Dictionary<Draw, string> _draws = [];

    /// <param name="ir">The kernel as data.</param>
    public Kernel(KernelIr ir)
    {
        (Ir, ClassName, ElementKeyword) = (ir, KernelIdentity.ClassName(ir.Key), Keyword(ir.Program.Element));
        StepName = InputName(Op.Step);
        LearningRateName = InputName(Op.Hyperparameter);
        GradientScaleName = InputName(Op.GradientScale);

        Names = new KernelNames(ir);
        foreach (StreamId array in ir.Arrays)
            _streams.Add(array, Names.Stream(NameOf(array)));
        if (Program.Instructions.Any(i => i.IsDraw))
            Noise = Names.Variable("noise");
        foreach (Instruction draw in Program.Instructions.Where(i => i.IsDraw && !_draws.ContainsKey(i.Payload.Draw)))
            _draws.Add(draw.Payload.Draw, Names.Variable("draw"));

        (StateSlot Slot, int Index)[] states = [.. Program.States.Select((s, i) => (s, i))];
        TensorStates =
        [
            .. states
                .Where(s => s.Slot.Rate == Rate.Tensor)
                .Select(s => new TensorState(Names.Variable(s.Slot.Name), Names.Variable(s.Slot.Name + "Ref"), s.Index, s.Slot.Out)),
        ];
        Begun =
        [
            .. states
                .Where(s => s.Slot.Rate == Rate.Varying && (s.Slot.InitialFrom >= 0 || s.Slot.Initial != 0))
                .Select(s => new BegunState(s.Slot.Name, s.Index, Names.Variable(s.Slot.Name + "Initial"))),
        ];
        Axes = [.. ir.AxisBuffers.AsEnumerable().Select(Axis)];
        foreach (int value in ir.Intermediates)
        {
            string name = Identifiers.Pascal(Program.Instructions[value].Name ?? "term");
            _streams.Add(StreamId.Intermediate(value), Names.Stream("cached" + name));
        }

        var fields = new HashSet<string>(Names.Taken, StringComparer.Ordinal) { ClassName };
        string Field(int uniform) => Identifiers.Unique(Identifiers.Escape(Identifiers.Pascal(Names.Describe(uniform))), fields);
        Uniforms = [.. ir.Uniforms.AsEnumerable().Select(u => new Uniform(u, TypeOf(u), Field(u)))];
        Mask = Names.Variable("mask");
        string Suffix(int sweep) => ir.Sweeps.Count > 1 ? FormattableString.Invariant($"{sweep + 1}") : "";
        Sweeps = [.. ir.Sweeps.AsEnumerable().Select((s, i) => new KernelSweep(this, s, Suffix(i)))];
    }

    /// <summary>
    /// Returns a kernel that classes share. The text of a kernel is written from another instance, since the writing takes further names.
    /// </summary>
    public static Kernel Get(KernelIr ir) => Kernels[ir];

    /// <summary>Returns the type of elements in C#: <c>float</c> or <c>double</c>.</summary>
    public static string Keyword(ElementType element) => element == ElementType.Single ? "float" : "double";

    /// <summary>The kernel as data.</summary>
    public KernelIr Ir { get; }

    /// <inheritdoc cref="KernelIr.Program"/>
    public Program Program => Ir.Program;

    /// <inheritdoc cref="KernelIr.IsMasked"/>
    public bool IsMasked => Ir.IsMasked;

    /// <inheritdoc cref="KernelIr.HasGradient"/>
    public bool HasGradient => Ir.HasGradient;

    /// <inheritdoc cref="KernelIr.TakesShape"/>
    public bool TakesShape => Ir.TakesShape;

    /// <inheritdoc cref="KernelIr.HasTensorValues"/>
    public bool HasTensorValues => Ir.HasTensorValues;

    /// <inheritdoc cref="KernelIr.IsShared"/>
    public bool IsShared => Ir.IsShared;

    /// <summary>The type of elements in C#: <c>float</c> or <c>double</c>.</summary>
    public string ElementKeyword { get; }

    /// <summary>The name of the structure.</summary>
    public string ClassName { get; }

    /// <summary>The parameter, its gradient and its states of every element.</summary>
    public IEnumerable<Stream> AllStreams => Ir.Arrays.AsEnumerable().Select(Stream);

    /// <summary>The states with one value for the whole parameter.</summary>
    public IReadOnlyList<TensorState> TensorStates { get; }

    /// <summary>The states of every element that may begin at another value than 0.</summary>
    public IReadOnlyList<BegunState> Begun { get; }

    /// <summary>The buffers of row-rate and column-rate values, by number.</summary>
    public IReadOnlyList<AxisSpan> Axes { get; }

    /// <summary>The axis buffers in the model's memory.</summary>
    public IEnumerable<AxisSpan> AxisStates => Axes.Where(a => a.IsState);

    /// <summary>The values that are computed once per step and used for every parameter.</summary>
    public IReadOnlyList<Uniform> Uniforms { get; }

    /// <summary>The sweeps, in order.</summary>
    public IReadOnlyList<KernelSweep> Sweeps { get; }

    /// <summary>The states of every element; <c>IsChanged</c> is true if the kernel changes the state.</summary>
    public IEnumerable<(Stream Stream, bool IsChanged)> States => Program.States
        .Select((s, i) => (State: s, Index: i))
        .Where(s => s.State.Rate == Rate.Varying)
        .Select(s => (Stream(StreamId.State(s.Index)), Program.Changes(s.Index)));

    /// <summary>The rule's name for the step; null if the rule does not use it.</summary>
    public string? StepName { get; }

    /// <summary>The rule's name for the learning rate; null if the rule does not use it.</summary>
    public string? LearningRateName { get; }

    /// <summary>The name of the factor on every gradient; null if there is none.</summary>
    public string? GradientScaleName { get; }

    /// <summary>The variable that random numbers are drawn from; null if there are none.</summary>
    public string? Noise { get; }

    /// <summary>The source of random numbers as a parameter, behind other parameters; empty if there is no source.</summary>
    public string NoiseParameter => Noise is null ? "" : ", in Noise " + Noise;

    /// <summary>The source of random numbers as an argument, behind other arguments; empty if there is no source.</summary>
    public string NoiseArgument => Noise is null ? "" : ", in " + Noise;

    /// <summary>The names in the methods of the structure.</summary>
    public KernelNames Names { get; }

    /// <summary>The names that are taken in the methods of the structure.</summary>
    public ISet<string> Taken => Names.Taken;

    /// <summary>The argument that marks the pruned elements of a parameter.</summary>
    public string Mask { get; }

    /// <summary>
    /// Returns the noise of the elements from a start onward as an argument, behind other arguments; empty if there is no noise.
    /// </summary>
    public string NoiseAt(string start) => Noise is null ? "" : $", {Noise}.Skip({start})";

    /// <summary>Returns the variable that holds a draw of all elements.</summary>
    public string DrawName(Draw draw) => _draws[draw];

    /// <summary>The memory of the values that are kept from one sweep to another, if the values fit the caches.</summary>
    public IEnumerable<Stream> Intermediates => Ir.Intermediates.AsEnumerable().Select(v => Stream(StreamId.Intermediate(v)));

    /// <summary>Returns the names of a stream: of an array, or of a column-rate buffer, from whose start every row reads again.</summary>
    public Stream Stream(StreamId id)
    {
        if (!_streams.TryGetValue(id, out Stream? stream))
        {
            stream = Names.Stream(Axes[id.Index].Name) with { Span = Axes[id.Index].Span };
            _streams.Add(id, stream);
        }

        return stream;
    }

    /// <summary>Returns the memory that keeps a value for later sweeps; null if the value is not kept.</summary>
    public Stream? IntermediateStream(int value) =>
        _streams.TryGetValue(StreamId.Intermediate(value), out Stream? stream) ? stream : null;

    /// <summary>Returns the type of a value in C#.</summary>
    public string TypeOf(Instruction instruction) => instruction.Type switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Long => "long",
        ScalarType.Element => ElementKeyword,
        _ => "double",
    };

    /// <summary>Returns the type of a value in C#, by its position.</summary>
    public string TypeOf(int position) => TypeOf(Program.Instructions[position]);

    private AxisSpan Axis(AxisBuffer buffer)
    {
        string name = buffer.State is { } state ? Program.States[state].Name : Names.Axis(buffer.Value);
        return new(Names.Variable(name + "s"), name, buffer.State is not null, TypeOf(buffer.Value), buffer.Rate);
    }

    private string NameOf(StreamId array) => array.Kind switch
    {
        StreamKind.Parameter => Program.Instructions.FirstOrDefault(i => i.Op == Op.Parameter).Name ?? "parameter",
        StreamKind.Gradient => Program.Instructions.First(i => i.Op == Op.Gradient).Name ?? "gradient",
        _ => Program.States[array.Index].Name,
    };

    private string? InputName(Op op) =>
        Program.Instructions.Where(i => i.Op == op).Select(i => Identifiers.Escape(i.Name!)).FirstOrDefault();
}

/// <summary>A value that is computed once per step.</summary>
/// <param name="Position">The position of the value in the program.</param>
/// <param name="Type">The type in C#.</param>
/// <param name="Field">The name as a field.</param>
internal sealed record Uniform(int Position, string Type, string Field);

/// <summary>A buffer of row-rate or column-rate values.</summary>
/// <param name="Span">The variable that holds all values.</param>
/// <param name="Name">The name of the value at hand.</param>
/// <param name="IsState">True if the buffer is a state in the model's memory, false for scratch memory.</param>
/// <param name="Type">The type of a value in C#.</param>
/// <param name="Rate">Row or Column.</param>
internal sealed record AxisSpan(string Span, string Name, bool IsState, string Type, Rate Rate)
{
    /// <summary>The span as an expression: scratch memory has its span as a member.</summary>
    public string Memory => IsState ? Span : Span + ".Span";

    /// <summary>The number of values, as an expression.</summary>
    public string Count => Rate == Rate.Row ? "rows" : "columns";
}
