using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>A parameter in a field of the user's, with its state in generated fields next to it.</summary>
internal sealed class FieldParameter : ModelParameter
{
    public FieldParameter(
        ParameterField field, Specialisation specialisation, Rule rule, ModelNames names, StateStorage storage, int number)
        : base(field, specialisation, names, number)
    {
        Storage = Storage.Create(field.StorageInfo);
        Indices = names.Indices(field.StorageInfo.Depth);
        bool mayBePlaced = field.StorageInfo.Depth == 0 && !field.IsScalar && !field.IsSparse;
        States =
        [
            .. Specialisation.Slots(rule).Select(slot => new StateField(
                slot,
                names.Unique("_" + Identifiers.Camel(field.Name) + Identifiers.Pascal(slot.Name)),
                Identifiers.Snake(slot.Name),
                slot.Rate == Rate.Tensor ? "double" : Kernel.ElementKeyword,
                IsArray: field.StorageInfo.Depth > 0 || (!field.IsScalar && slot.Rate != Rate.Tensor),
                IsPlaced: mayBePlaced && slot.Rate == Rate.Varying && Narrow(slot, storage) is null,
                Initial(slot),
                BeginsAtRate(slot),
                Narrow(slot, storage))),
        ];
    }

    /// <summary>The code that reaches the elements.</summary>
    public Storage Storage { get; }

    public override IReadOnlyList<StateField> States { get; }

    /// <summary>The variables that count the arrays of a jagged array.</summary>
    public IReadOnlyList<string> Indices { get; }

    /// <summary>The variables behind a value: <c>[i][j]</c>.</summary>
    public string Index => string.Concat(Indices.Select(i => $"[{i}]"));

    /// <summary>True if kernels take the parameter by reference, as one element that has nothing to do with others.</summary>
    public bool IsSingle => Field.IsScalar && Keyword == Kernel.ElementKeyword;

    /// <summary>True if the parameter has to be checked, or its state made, before a step.</summary>
    public bool NeedsPreparation => !Field.IsScalar;

    /// <summary>Returns the field, or one array of a jagged array, in code behind the check that the value is assigned.</summary>
    public string Value(string index) => Own + (Field.IsNullable ? "!" : "") + index;

    public override string Span(string index) => Storage.Span(Value(index));

    public override string Argument(string index) => Storage.Argument(Value(index));

    public override string GradientSpan(string gradients, string index) =>
        Field.IsSparse ? $"{gradients}.{Name}.Values" : Storage.Span($"{gradients}.{Name}{index}");

    public override string GradientArgument(string gradients, string index) => Storage.Argument($"{gradients}.{Name}{index}");

    public override bool NeedsShape => base.NeedsShape && Storage is not (TensorStorage or GridStorage);

    public override string Row(string gradients, string index)
    {
        string value = Storage is GridStorage || !Field.IsSparse ? Storage.RowValue(Value(index)) : Span(index);
        string gradient = Field.IsSparse ? $"{gradients}.{Name}" : Storage.RowValue($"{gradients}.{Name}{index}");
        string lengths = Storage is TensorStorage ? $", {Value(index)}.Lengths" : "";
        return $"{Storage.RowMethod}{(Field.IsSparse ? $"<{Keyword}>" : Storage.RowTypes)}(\"{Field.Name}\", {value}, {gradient}{lengths}";
    }

    public override string StateSpan(StateField state, string index) => state.IsPlaced ? state.Name + ".Span"
        : IsReference(state)
        ? $"fusedOpt::Elements.AsSpan(ref {StateValue(state, index)})"
        : $"new global::System.Span<{state.Keyword}>({StateValue(state, index)})";

    public override string StateArgument(StateField state, string index) =>
        IsReference(state) ? StateSpan(state, index) : StateValue(state, index) + (state.Narrow is null || index.Length > 0 ? "" : "!");

    public override string Count(string index) => Storage.Count(Value(index));

    /// <summary>Returns a state, or the state of one array of a jagged array.</summary>
    public static string StateValue(StateField state, string index) => index.Length > 0 ? $"{state.Name}!{index}" : state.Name;

    protected override (string Rows, string Columns) Extents(string index) => Storage.Extents(Value(index));

    // One value rather than an array of values.
    private static bool IsReference(StateField state) => !state.IsArray || state.Rate == Rate.Tensor;
}
