using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>A parameter with the generated fields that hold its state.</summary>
internal sealed class ModelParameter(ParameterField field, KernelSet kernels, IReadOnlyList<StateSlot> slots, string typeName, EquatableArray<long> hyperparameters, ISet<string> taken)
{
    public ParameterField Field { get; } = field;

    public KernelSet Kernels { get; } = kernels;

    /// <summary>The kernel of a step.</summary>
    public Kernel Kernel => Kernels.Update;

    /// <summary>The field's name in code.</summary>
    public string Name { get; } = Identifiers.Escape(field.Name);

    /// <summary>The field as messages name it: <c>Model.Weights</c>.</summary>
    public string Path { get; } = $"{typeName}.{field.Name}";

    /// <summary>The generated fields, in the order of the rule's states.</summary>
    public IReadOnlyList<StateField> States { get; } =
    [
        .. slots.Where(slot => kernels.All.Any(k => k.Program.States.Any(s => s.Name == slot.Name))).Select(s => new StateField(
            s.Name,
            Identifiers.Unique("_" + Identifiers.Camel(field.Name) + Identifiers.Pascal(s.Name), taken),
            Identifiers.Snake(s.Name),
            s.Rate,
            IsArray: !field.IsScalar && s.Rate != Rate.Tensor,
            Initial(s, kernels.Update, hyperparameters))),
    ];

    /// <summary>The states in the order in which a kernel takes them: for every element, every row or column, the whole parameter.</summary>
    public IEnumerable<StateField> Arguments(Kernel kernel) => States
        .Where(s => kernel.Program.States.Any(slot => slot.Name == s.Slot))
        .OrderBy(s => s.Rate switch { Rate.Varying => 0, Rate.Tensor => 2, _ => 1 });

    /// <summary>Those that are arrays.</summary>
    public IEnumerable<StateField> Arrays => States.Where(s => s.IsArray);

    /// <summary>How many there are of a rate, in code.</summary>
    public string Count(Rate rate) => (rate, Field) switch
    {
        (Rate.Varying, { IsScalar: false }) => Name + ".Length",
        (Rate.Row, { Rows: > 0 and var rows }) => FormattableString.Invariant($"{rows}"),
        (Rate.Row, { IsMatrix: true }) => Name + ".GetLength(0)",
        (Rate.Column, { Columns: > 0 and var columns }) => FormattableString.Invariant($"{columns}"),
        (Rate.Column, { IsMatrix: true }) => Name + ".GetLength(1)",
        (Rate.Column, { IsScalar: false }) => Name + ".Length",
        _ => "1",
    };

    private static string? Initial(StateSlot state, Kernel kernel, EquatableArray<long> hyperparameters)
    {
        double value = BitConverter.Int64BitsToDouble(state.InitialFrom < 0 ? state.Initial : hyperparameters[state.InitialFrom]);
        return BitConverter.DoubleToInt64Bits(value) == 0 ? null
            : state.Type == ScalarType.Element && kernel.Program.Element == ElementType.Single ? Literals.Single((float)value)
            : Literals.Double(value);
    }
}

/// <summary>A generated field that holds state.</summary>
/// <param name="Slot">The state's name in the rule.</param>
/// <param name="Name">Its name in code.</param>
/// <param name="CheckpointName">The name of the state in checkpoints.</param>
/// <param name="Rate">What there is one value for.</param>
/// <param name="IsArray">Whether it holds several.</param>
/// <param name="Initial">Its value before the first step; null for 0.</param>
internal sealed record StateField(string Slot, string Name, string CheckpointName, Rate Rate, bool IsArray, string? Initial);
