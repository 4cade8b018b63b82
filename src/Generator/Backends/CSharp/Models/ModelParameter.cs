using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Analysis;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>A parameter with its kernels and its state, and how code reaches each.</summary>
internal abstract class ModelParameter(ParameterField field, Specialisation specialisation, ModelNames names, int number)
{
    public ParameterField Field { get; } = field;

    public Specialisation Specialisation { get; } = specialisation;

    public KernelSet<Kernel> Kernels { get; } = specialisation.Kernels.Select(Kernel.Get);

    /// <summary>The kernel of a step.</summary>
    public Kernel Kernel => Kernels.Update;

    /// <summary>The name of its gradient in code, which is its own.</summary>
    public string Name { get; } = Identifiers.Escape(field.Name);

    /// <summary>The member itself, as the model's own code reads it.</summary>
    public string Own { get; } = names.Own(field.Name);

    /// <summary>The type of its elements in C#.</summary>
    public string Keyword => Field.StorageInfo.Keyword;

    /// <summary>The number of the parameter in its class.</summary>
    public int Number { get; } = number;

    /// <summary>Its state, in the order of the rule.</summary>
    public abstract IReadOnlyList<StateField> States { get; }

    /// <summary>The elements as a span. An index says which array of a jagged one: <c>[i]</c>.</summary>
    public abstract string Span(string index);

    /// <summary>The elements as an argument of a kernel.</summary>
    public abstract string Argument(string index);

    /// <summary>Those of the gradient, as a span.</summary>
    public abstract string GradientSpan(string gradients, string index);

    /// <summary>Those of the gradient, as an argument.</summary>
    public abstract string GradientArgument(string gradients, string index);

    /// <summary>The arguments of its row in the table of parameters, with the types that cannot be inferred in front and without the closing parenthesis.</summary>
    public virtual string Row(string gradients, string index) => $"(\"{Field.Name}\", {Span(index)}, {GradientSpan(gradients, index)}";

    /// <summary>A state as a span.</summary>
    public abstract string StateSpan(StateField state, string index);

    /// <summary>A state of elements, rows or columns as an argument.</summary>
    public abstract string StateArgument(StateField state, string index);

    /// <summary>How many elements there are.</summary>
    public abstract string Count(string index);

    /// <summary>The number of rows and columns.</summary>
    protected abstract (string Rows, string Columns) Extents(string index);

    /// <summary>How many there are of what a state has one value for.</summary>
    public string Count(Rate rate, string index) => rate switch
    {
        Rate.Row => Shape(index).Rows,
        Rate.Column => Shape(index).Columns,
        _ => Count(index),
    };

    /// <summary>Whether a kernel takes state of it in a narrow form.</summary>
    public bool IsNarrow(Kernel kernel) => Arguments(kernel).Any(s => s.Narrow is not null);

    /// <summary>The states in the order in which a kernel takes them: for every element, every row or column, the whole parameter.</summary>
    public IEnumerable<StateField> Arguments(Kernel kernel) => States
        .Where(s => kernel.Program.States.Any(slot => slot.Name == s.Slot.Name))
        .OrderBy(s => s.Slot.Rate switch { Rate.Varying => 0, Rate.Tensor => 2, _ => 1 });

    /// <summary>Whether a state begins at the learning rate, which is known at run time only.</summary>
    protected bool BeginsAtRate(StateSlot slot) => slot.InitialFrom >= 0 && Kernel.Program.Hyperparameters[slot.InitialFrom].IsLearningRate;

    /// <summary>The value at which a state begins that begins at the learning rate.</summary>
    /// <param name="state">The state.</param>
    /// <param name="rate">The learning rate of the class, as an expression.</param>
    public string Begun(StateField state, string rate)
    {
        string scaled = Specialisation.LearningRateScale == 1 ? rate : $"{Literals.Double(Specialisation.LearningRateScale)} * {rate}";
        return state.Keyword != "float" ? scaled : scaled == rate ? $"(float){rate}" : $"(float)({scaled})";
    }

    /// <summary>The value that the memory of a state is filled with when it is made; null for 0.</summary>
    protected string? Initial(StateSlot slot)
    {
        // The learning rate follows at the first step.
        if (BeginsAtRate(slot))
            return null;
        double value = BitConverter.Int64BitsToDouble(slot.InitialFrom < 0 ? slot.Initial : Specialisation.Hyperparameters[slot.InitialFrom]);
        return BitConverter.DoubleToInt64Bits(value) == 0 ? null
            : slot.Type == ScalarType.Element && Kernel.Program.Element == ElementType.Single ? Literals.Single((float)value)
            : Literals.Double(value);
    }

    /// <summary>The narrow form of a state; null where there is none.</summary>
    /// <param name="slot">The state.</param>
    /// <param name="storage">How the class keeps its state.</param>
    protected NarrowForm? Narrow(StateSlot slot, StateStorage storage)
    {
        if (!KernelEntries.IsNarrow(Field, slot, storage))
            return null;
        StateSlot[] states = [.. Kernel.Program.States];
        int index = Array.FindIndex(states, s => s.Name == slot.Name);
        string initial = Initial(slot) ?? "0";
        return storage.Precision switch
        {
            StatePrecision.BFloat16 => new("BFloat16State", FormattableString.Invariant($"{initial}, seed: {storage.Seed}, parameter: {Number}, slot: {index}")),
            StatePrecision.Block8 => new("Block8State", $"{initial}, isSigned: {(index >= 0 && SignAnalysis.States(Kernel.Program)[index] ? "false" : "true")}"),
            _ => null,
        };
    }

    // An attribute's word counts more than the type's. Of more than two dimensions, all but the last make up the rows.
    private (string Rows, string Columns) Shape(string index) => Field.Dimensions.Count > 1
        ? (FormattableString.Invariant($"{Field.Dimensions.Take(Field.Dimensions.Count - 1).Aggregate(1, (a, b) => a * b)}"), FormattableString.Invariant($"{Field.Dimensions[Field.Dimensions.Count - 1]}"))
        : Extents(index);
}

/// <summary>Where a state is kept.</summary>
/// <param name="Slot">The state in the rule.</param>
/// <param name="Name">The generated field that holds it.</param>
/// <param name="CheckpointName">The name of the state in checkpoints.</param>
/// <param name="Keyword">The type of its elements in C#.</param>
/// <param name="IsArray">Whether the field is an array, or of arrays.</param>
/// <param name="IsPlaced">Whether it is one that lies where it suits the parameter.</param>
/// <param name="Initial">The value that its memory is filled with when it is made; null for 0.</param>
/// <param name="BeginsAtRate">Whether it begins at the learning rate of the first step.</param>
/// <param name="Narrow">The form of fewer bytes; null where it is kept in full.</param>
internal sealed record StateField(StateSlot Slot, string Name, string CheckpointName, string Keyword, bool IsArray, bool IsPlaced, string? Initial, bool BeginsAtRate, NarrowForm? Narrow)
{
    public Rate Rate => Slot.Rate;

    /// <summary>The type of the field for one parameter.</summary>
    public string Type =>
        Narrow is not null ? "fusedOpt::NarrowState"
        : IsPlaced ? $"fusedOpt::StateArray<{Keyword}>"
        : IsArray && Rate != Rate.Tensor ? Keyword + "[]"
        : Keyword;
}

/// <summary>How a state is kept in fewer bytes.</summary>
/// <param name="Type">The type that holds it.</param>
/// <param name="Arguments">The arguments of its constructor that follow the length.</param>
internal sealed record NarrowForm(string Type, string Arguments);
