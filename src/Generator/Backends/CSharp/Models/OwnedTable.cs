using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>A sparse table and its state in an arena of their own. Memory of a row's state is first touched when the row is.</summary>
internal sealed class OwnedTable : ModelParameter
{
    public OwnedTable(ParameterField field, Specialisation specialisation, Rule rule, ModelNames names, int number)
        : base(field, specialisation, names, number)
    {
        Arena = names.Unique("_" + Identifiers.Camel(field.Name) + "Arena");
        States =
        [
            .. Specialisation.Slots(rule).Select(slot => new StateField(
                slot,
                Name: "",
                Identifiers.Snake(slot.Name),
                Keyword,
                IsArray: false,
                IsPlaced: false,
                Initial(slot),
                BeginsAtRate(slot),
                Narrow: null)),
        ];
    }

    /// <summary>The field that holds the arena: space 0 is the table, the states follow.</summary>
    public string Arena { get; }

    public override IReadOnlyList<StateField> States { get; }

    public override string Span(string index) => $"{Arena}[0]";

    public override string Argument(string index) => Span(index);

    public override string GradientSpan(string gradients, string index) => $"{gradients}.{Name}.Values";

    public override string GradientArgument(string gradients, string index) => GradientSpan(gradients, index);

    public override string Row(string gradients, string index) =>
        $"Parameter<{Keyword}>(\"{Field.Name}\", {Span(index)}, {gradients}.{Name}";

    public override string StateSpan(StateField state, string index) =>
        FormattableString.Invariant($"{Arena}[{1 + States.ToList().IndexOf(state)}]");

    public override string StateArgument(StateField state, string index) => StateSpan(state, index);

    public override string Count(string index) => FormattableString.Invariant($"{ArenaLayout.Count(Field)}");

    protected override (string Rows, string Columns) Extents(string index) => ("1", Count(index));
}
