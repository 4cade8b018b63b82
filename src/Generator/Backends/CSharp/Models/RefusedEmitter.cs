using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the members of a refused type, each of which throws. Code that uses the members compiles, so that the one error that counts is
/// not lost among others.
/// </summary>
internal static class RefusedEmitter
{
    /// <summary>
    /// The warnings that a refused part disables. The part may hide members of a base class that it does not extend, and no code assigns
    /// the fields of the part.
    /// </summary>
    public static readonly string[] Warnings = ["CS0108", "CS0109", "CS0114", "CS0649"];

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="target">The type.</param>
    /// <param name="refusal">The id of the error.</param>
    /// <param name="packedStates">The states that the type may keep in its arena if it is not refused.</param>
    public static void Emit(SourceWriter writer, TargetModel target, string refusal, IEnumerable<string> packedStates)
    {
        var names = new ModelNames(target);
        if (target.Failure is { } failure)
            FailureEmitter.EmitConstant(writer, names.Unique(GeneratedMemberNames.Failure), failure);
        string exception = names.Unique(GeneratedMemberNames.Refused);
        writer.Line($"private static global::System.NotSupportedException {exception}() =>");
        using (writer.Indent())
            writer.Line($"new global::System.NotSupportedException(\"{target.Type.Name} has no optimizer because of {refusal}.\");");
        foreach (MemberDeclaration member in TypeMembers.Describe(target, names, packedStates).All.Where(m => m.IsVisible))
            Emit(writer.Line(), member, refusal, exception);
        foreach (UnfitProperty property in target.Unfit)
            Emit(writer.Line(), property, refusal, exception);
        AssignmentEmitter.Emit(writer, target, names);
        if (!target.GainsGradients)
            return;
        writer.Line();
        EmitRefusal(writer, refusal);
        using (writer.Block(GradientMembers.Head(target)))
        {
            foreach (MemberDeclaration member in GradientMembers.Describe(target, names).All)
                Emit(writer, member, refusal, exception);
        }
    }

    private static void Emit(SourceWriter writer, MemberDeclaration member, string refusal, string exception)
    {
        if (member.IsDocumented)
            EmitRefusal(writer, refusal);
        writer.Line(member.Refuse(exception + "()"));
    }

    private static void Emit(SourceWriter writer, UnfitProperty property, string refusal, string exception)
    {
        EmitRefusal(writer, refusal);
        string setter = property.Declaration.SetterModifiers is not { } modifiers ? ""
            : $"{modifiers} {(property.IsInitOnly ? "init" : "set")} => throw {exception}(); ";
        string accessors = (property.IsRead ? $"get => throw {exception}(); " : "") + setter.TrimStart();
        writer.Line($"{property.Declaration.Modifiers} {property.Type} {Identifiers.Escape(property.Name)} {{ {accessors}}}");
    }

    private static void EmitRefusal(SourceWriter writer, string refusal) => writer.Line($"/// <summary>Refused: {refusal}.</summary>");
}
