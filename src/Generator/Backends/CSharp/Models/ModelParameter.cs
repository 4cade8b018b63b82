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

/// <summary>A parameter with its kernels and its state, and the expressions by which code reaches them.</summary>
internal abstract class ModelParameter(ParameterField field, Specialisation specialisation, ModelNames names, int number)
{
    public ParameterField Field { get; } = field;

    public Specialisation Specialisation { get; } = specialisation;

    public KernelSet<Kernel> Kernels { get; } = specialisation.Kernels.Select(Kernel.Get);

    /// <summary>The kernel of a step.</summary>
    public Kernel Kernel => Kernels.Update;

    /// <summary>The name of the parameter, and of its gradient, in code.</summary>
    public string Name { get; } = Identifiers.Escape(field.Name);

    /// <summary>The member itself, as the model's own code reads the member.</summary>
    public string Own { get; } = names.Own(field.Name);

    /// <summary>The type of the elements in C#.</summary>
    public string Keyword => Field.StorageInfo.Keyword;

    /// <summary>The number of the parameter in its class.</summary>
    public int Number { get; } = number;

    /// <summary>The states, in the order of the rule.</summary>
    public abstract IReadOnlyList<StateField> States { get; }

    /// <summary>Returns the elements as a span.</summary>
    /// <param name="index">The index of one array of a jagged array: <c>[i]</c>; empty for any other parameter.</param>
    public abstract string Span(string index);

    /// <summary>Returns the elements as an argument of a kernel.</summary>
    public abstract string Argument(string index);

    /// <summary>Returns the elements of the gradient as a span.</summary>
    public abstract string GradientSpan(string gradients, string index);

    /// <summary>Returns the elements of the gradient as an argument of a kernel.</summary>
    public abstract string GradientArgument(string gradients, string index);

    /// <summary>
    /// Returns the call that lists the parameter in the table of parameters, without the options and the closing parenthesis. Type
    /// arguments are there only if they cannot be inferred.
    /// </summary>
    public virtual string Row(string gradients, string index) =>
        $"Parameter(\"{Field.Name}\", {Span(index)}, {GradientSpan(gradients, index)}";

    /// <summary>True if the shape in the table of parameters is that of an attribute, which the elements do not tell.</summary>
    public virtual bool NeedsShape => Field.Dimensions.Count > 0;

    /// <summary>Returns a state as a span.</summary>
    public abstract string StateSpan(StateField state, string index);

    /// <summary>Returns a state of elements, rows or columns as an argument of a kernel.</summary>
    public abstract string StateArgument(StateField state, string index);

    /// <summary>Returns the number of elements.</summary>
    public abstract string Count(string index);

    /// <summary>Returns the numbers of rows and columns.</summary>
    protected abstract (string Rows, string Columns) Extents(string index);

    /// <summary>Returns the number of values of a state with a rate: the number of rows, columns or elements.</summary>
    public string Count(Rate rate, string index) => rate switch
    {
        Rate.Row => Shape(index).Rows,
        Rate.Column => Shape(index).Columns,
        _ => Count(index),
    };

    /// <summary>Returns true if a kernel takes state of the parameter in a narrow form.</summary>
    public bool IsNarrow(Kernel kernel) => Arguments(kernel).Any(s => s.Narrow is not null);

    /// <summary>
    /// Returns the states in the order of a kernel's arguments: states of every element, then of rows and columns, then of the whole
    /// parameter.
    /// </summary>
    public IEnumerable<StateField> Arguments(Kernel kernel) => States
        .Where(s => kernel.Program.States.Any(slot => slot.Name == s.Slot.Name))
        .OrderBy(s => s.Slot.Rate switch { Rate.Varying => 0, Rate.Tensor => 2, _ => 1 });

    /// <summary>Returns true if a state begins at the learning rate, which is known at run time only.</summary>
    protected bool BeginsAtRate(StateSlot slot) => slot.InitialFrom >= 0 && Kernel.Program.Hyperparameters[slot.InitialFrom].IsLearningRate;

    /// <summary>Returns the first value of a state that begins at the learning rate.</summary>
    /// <param name="state">The state.</param>
    /// <param name="rate">The learning rate of the class, as an expression.</param>
    public string Begun(StateField state, string rate)
    {
        double scale = Specialisation.LearningRateScale;
        string scaled = scale == 1 ? rate : $"{Literals.Double(scale)} * {rate}";
        return state.Keyword != "float" ? scaled : scaled == rate ? $"(float){rate}" : $"(float)({scaled})";
    }

    /// <summary>Returns the value that the memory of a state is filled with when the memory is made; null for 0.</summary>
    protected string? Initial(StateSlot slot)
    {
        // The first step fills the state with its learning rate, which is not known before.
        if (BeginsAtRate(slot))
            return null;
        long bits = slot.InitialFrom < 0 ? slot.Initial : Specialisation.Hyperparameters[slot.InitialFrom];
        double value = BitConverter.Int64BitsToDouble(bits);
        return BitConverter.DoubleToInt64Bits(value) == 0 ? null
            : slot.Type == ScalarType.Element && Kernel.Program.Element == ElementType.Single ? Literals.Single((float)value)
            : Literals.Double(value);
    }

    /// <summary>Returns the narrow form of a state; null if the state is kept in full.</summary>
    /// <param name="slot">The state.</param>
    /// <param name="storage">The storage of state in the class.</param>
    protected NarrowForm? Narrow(StateSlot slot, StateStorage storage)
    {
        if (!KernelEntries.IsNarrow(Field, slot, storage))
            return null;
        StateSlot[] states = [.. Kernel.Program.States];
        int index = Array.FindIndex(states, s => s.Name == slot.Name);
        string initial = Initial(slot) ?? "0";
        switch (storage.Precision)
        {
            case StatePrecision.BFloat16:
                string place = FormattableString.Invariant($"seed: {storage.Seed}, parameter: {Number}, slot: {index}");
                return new("BFloat16State", $"{initial}, {place}");
            case StatePrecision.Block8:
                bool isSigned = index < 0 || !SignAnalysis.States(Kernel.Program)[index];
                return new("Block8State", $"{initial}, isSigned: {(isSigned ? "true" : "false")}");
            default:
                return null;
        }
    }

    // The dimensions that an attribute gives count more than those of the type. All dimensions but the last make up the rows.
    private (string Rows, string Columns) Shape(string index)
    {
        int last = Field.Dimensions.Count - 1;
        if (last < 1)
            return Extents(index);
        int rows = Field.Dimensions.Take(last).Aggregate(1, (a, b) => a * b);
        return (FormattableString.Invariant($"{rows}"), FormattableString.Invariant($"{Field.Dimensions[last]}"));
    }
}

/// <summary>The place of a state in memory.</summary>
/// <param name="Slot">The state in the rule.</param>
/// <param name="Name">The generated field that holds it.</param>
/// <param name="CheckpointName">The name of the state in checkpoints.</param>
/// <param name="Keyword">The type of the elements in C#.</param>
/// <param name="IsArray">True if the field is an array, or an array of arrays.</param>
/// <param name="IsPlaced">True if the array's memory is placed to suit the parameter's.</param>
/// <param name="Initial">The value that the memory is filled with when the memory is made; null for 0.</param>
/// <param name="BeginsAtRate">True if the state begins at the learning rate of the first step.</param>
/// <param name="Narrow">The form of fewer bytes; null if the state is kept in full.</param>
internal sealed record StateField(
    StateSlot Slot,
    string Name,
    string CheckpointName,
    string Keyword,
    bool IsArray,
    bool IsPlaced,
    string? Initial,
    bool BeginsAtRate,
    NarrowForm? Narrow)
{
    public Rate Rate => Slot.Rate;

    /// <summary>The type of the field for one parameter.</summary>
    public string Type =>
        Narrow is not null ? "fusedOpt::NarrowState"
        : IsPlaced ? $"fusedOpt::StateArray<{Keyword}>"
        : IsArray && Rate != Rate.Tensor ? Keyword + "[]"
        : Keyword;
}

/// <summary>The form of a state that is kept in fewer bytes.</summary>
/// <param name="Type">The type that holds the state.</param>
/// <param name="Arguments">The arguments of its constructor that follow the length.</param>
internal sealed record NarrowForm(string Type, string Arguments);
