using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>A parameter in the arena of its class, which also holds the gradient and the states of every element.</summary>
internal sealed class OwnedParameter : ModelParameter
{
    private readonly ArenaLayout _layout;
    private readonly string _arena;

    public OwnedParameter(
        ParameterField field,
        Specialisation specialisation,
        Rule rule,
        ModelNames names,
        ArenaLayout layout,
        string arena,
        StateStorage storage,
        int number)
        : base(field, specialisation, names, number)
    {
        (_layout, _arena) = (layout, arena);
        string NameOf(StateSlot slot) => slot.Rate == Rate.Varying && layout.HoldsStates ? ""
            : names.Unique("_" + Identifiers.Camel(field.Name) + Identifiers.Pascal(slot.Name));
        States =
        [
            .. Specialisation.Slots(rule).Select(slot => new StateField(
                slot,
                NameOf(slot),
                Identifiers.Snake(slot.Name),
                slot.Rate == Rate.Tensor ? "double" : Kernel.ElementKeyword,
                IsArray: slot.Rate is Rate.Row or Rate.Column || (slot.Rate == Rate.Varying && !layout.HoldsStates && !field.IsScalar),
                IsPlaced: false,
                Initial(slot),
                BeginsAtRate(slot),
                Narrow(slot, storage))),
        ];
    }

    public override IReadOnlyList<StateField> States { get; }

    /// <summary>The number of the first element in each space of the arena.</summary>
    public int Start => _layout.StartOf(Field.Name);

    public override string Span(string index) => Slice(0);

    public override string Argument(string index) => Slice(0);

    public override string GradientSpan(string gradients, string index) => Slice(1);

    public override string GradientArgument(string gradients, string index) => Slice(1);

    public override bool NeedsShape => base.NeedsShape && !Field.IsScalar;

    public override string Row(string gradients, string index) => !Field.IsScalar ? base.Row(gradients, index)
        : $"Parameter(\"{Field.Name}\", ref {Span(index)}[0], ref {GradientSpan(gradients, index)}[0]";

    public override string StateSpan(StateField state, string index) =>
        state.Name.Length == 0 ? Slice(SpaceOf(state.Slot))
        : state.IsArray ? $"new global::System.Span<{state.Keyword}>({state.Name})"
        : $"fusedOpt::Elements.AsSpan(ref {state.Name})";

    public override string StateArgument(StateField state, string index) =>
        state.Narrow is not null ? state.Name + "!" : state.IsArray ? state.Name : StateSpan(state, index);

    public override string Count(string index) => FormattableString.Invariant($"{ArenaLayout.Count(Field)}");

    /// <summary>Returns the number of a state's space.</summary>
    public int SpaceOf(StateSlot slot) => 2 + _layout.States.ToList().IndexOf(slot);

    protected override (string Rows, string Columns) Extents(string index) => ("1", Count(index));

    private string Slice(int space) => Slice(_arena, space, Start, ArenaLayout.Count(Field));

    /// <summary>Returns a range of a space of the arena.</summary>
    public static string Slice(string arena, int space, int start, int count) =>
        FormattableString.Invariant($"{arena}[{space}].Slice({start}, {count})");
}
