using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the members of a type that owns memory: the partial properties, the spans over all, and <c>Dispose</c>.</summary>
internal static class OwnedEmitter
{
    public static void EmitProperties(SourceWriter writer, LoweredModel model)
    {
        foreach (OwnedTable table in model.Tables)
        {
            EmitHiddenSpan(writer, model, table);
            writer.Line($"{model.TypeMembers.Begin(writer, table.Field.Name)} => {table.Span("")};").Line();
        }

        if (model.Layout is not { } layout)
            return;
        foreach (OwnedParameter p in model.Owned)
        {
            EmitHiddenSpan(writer, model, p);
            model.TypeMembers.Begin(writer, p.Field.Name);
            writer.Line(Declaration(p, model.TypeMembers.Find(p.Field.Name), model.Arena! + "[0]")).Line();
        }

        EmitParameterSpan(writer, model, layout);
        EmitSpan(writer, model, GeneratedMemberNames.GradientSpan, 1, "All gradients, laid out as the parameters are");
        foreach (StateSlot slot in layout.States)
        {
            int space = 2 + layout.States.ToList().IndexOf(slot);
            EmitSpan(writer, model, TypeMembers.SpanOf(slot.Name), space, $"All of {slot.Name}, laid out as the parameters are");
        }
    }

    public static void EmitDispose(SourceWriter writer, LoweredModel model)
    {
        string[] arenas = [.. model.Arenas];
        if (!model.TypeMembers.Has(GeneratedMemberNames.Dispose))
            return;
        const string Summary = "Gives the memory of the parameters back at once, rather than when the model is collected";
        writer.Line($"/// <summary>{Summary}; it must not be used afterwards.</summary>");
        if (arenas.Length == 1)
        {
            writer.Line($"{model.TypeMembers.Begin(writer, GeneratedMemberNames.Dispose)} => {arenas[0]}.Dispose();").Line();
            return;
        }

        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.Dispose)))
        {
            foreach (string arena in arenas)
                writer.Line($"{arena}.Dispose();");
        }

        writer.Line();
    }

    /// <summary>Returns the declaration of a member that lies in a space of an arena.</summary>
    public static string Declaration(OwnedParameter p, MemberDeclaration member, string space) => member.Setter is { } modifiers
        ? FormattableString.Invariant($"{member.Head} {{ get => {space}[{p.Start}]; {modifiers}set => {space}[{p.Start}] = value; }}")
        : FormattableString.Invariant($"{member.Head} => {space}.Slice({p.Start}, {ArenaLayout.Count(p.Field)});");

    // System.Text.Json refuses spans.
    private static void EmitHiddenSpan(SourceWriter writer, LoweredModel model, ModelParameter p)
    {
        if (p.Field.Declaration!.IsInherited)
            writer.Line("/// <inheritdoc/>");
        if (!p.Field.IsScalar && !p.Field.Declaration.IsJsonIgnored)
            JsonEmitter.EmitIgnored(writer, model);
    }

    // A rule may change a zero whose gradient is zero, so a step may leave other values between the parameters.
    private static void EmitParameterSpan(SourceWriter writer, LoweredModel model, ArenaLayout layout)
    {
        IEnumerable<string> starts = model.Owned
            .OrderBy(p => p.Start)
            .Select(p => FormattableString.Invariant($"{p.Field.Name} from {p.Start}"));
        string summary = "All parameters: " + string.Join(", ", starts);
        if (layout.Padding.Count == 0 || model.Owned.All(p => p.Kernel.HasTensorValues))
        {
            EmitSpan(writer, model, GeneratedMemberNames.ParameterSpan, 0, summary);
            return;
        }

        writer.Line($"/// <summary>{summary}; what lies between them is 0 whenever the span is asked for.</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.ParameterSpan)))
        using (writer.Block("get"))
        {
            foreach ((int start, int count) in layout.Padding)
                writer.Line($"{OwnedParameter.Slice(model.Arena!, 0, start, count)}.Clear();");
            writer.Line(FormattableString.Invariant($"return {model.Arena}[0];"));
        }

        writer.Line();
    }

    private static void EmitSpan(SourceWriter writer, LoweredModel model, string name, int space, string summary)
    {
        writer.Line($"/// <summary>{summary}.</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        writer.Line(FormattableString.Invariant($"{model.TypeMembers.Begin(writer, name)} => {model.Arena}[{space}];")).Line();
    }
}
