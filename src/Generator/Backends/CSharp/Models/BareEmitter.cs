using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the public members of a type whose project cannot compile its step: in C# 7.3, and without a name of FusedOpt's, so that the one error that counts is not lost among others.
/// </summary>
internal static class BareEmitter
{
    public static void Emit(SourceWriter writer, TargetModel target)
    {
        string hides = target.TypeHierarchy.Base is null ? "" : "new ", refused = $"throw new global::System.NotSupportedException(\"{target.Type.Name} has no optimizer because of {target.Refusal}.\")";
        bool hasType = !target.OwnMemberNames.Contains(GeneratedMemberNames.GradientsType);
        void Member(string name, string declaration)
        {
            if (!target.OwnMemberNames.Contains(name) && !target.OwnModes.Contains(name))
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public {hides}{declaration}").Line();
        }

        if (hasType)
            Member(GeneratedMemberNames.Gradients, $"{GeneratedMemberNames.GradientsType} {GeneratedMemberNames.Gradients} => {refused};");
        Member(GeneratedMemberNames.LearningRate, $"double {GeneratedMemberNames.LearningRate} {{ get => {refused}; set => {refused}; }}");
        Member(GeneratedMemberNames.StepCount, $"long {GeneratedMemberNames.StepCount} => {refused};");
        Member(GeneratedMemberNames.Step, $"void {GeneratedMemberNames.Step}() => {refused};");
        Member(GeneratedMemberNames.StepAndZeroGradients, $"void {GeneratedMemberNames.StepAndZeroGradients}() => {refused};");
        Member(GeneratedMemberNames.ZeroGradients, $"void {GeneratedMemberNames.ZeroGradients}() => {refused};");
        foreach ((string name, string declaration) in GuardEmitter.Refused(target, refused))
            Member(name, declaration);
        if (target.Prune is not null)
            Member(GeneratedMemberNames.Sparsity, $"double {GeneratedMemberNames.Sparsity} => {refused};");
        Member(GeneratedMemberNames.IsTraining, $"bool {GeneratedMemberNames.IsTraining} => {refused};");
        Member(GeneratedMemberNames.Evaluate, $"void {GeneratedMemberNames.Evaluate}() => {refused};");
        Member(GeneratedMemberNames.Train, $"void {GeneratedMemberNames.Train}() => {refused};");
        if (target.SumsGradients && hasType)
        {
            foreach (string name in new[] { GeneratedMemberNames.Step, GeneratedMemberNames.StepAndZeroGradients })
                Member(name, $"void {name}(params {GeneratedMemberNames.GradientsType}[] gradients) => {refused};");
        }

        if (target.Parameters.FirstOrDefault(p => p.IsPacked) is { } packed)
        {
            Member(GeneratedMemberNames.ParameterSpan, $"global::System.Span<{packed.StorageInfo.Keyword}> {GeneratedMemberNames.ParameterSpan} => {refused};");
            Member(GeneratedMemberNames.GradientSpan, $"global::System.Span<{packed.StorageInfo.Keyword}> {GeneratedMemberNames.GradientSpan} => {refused};");
            Member(GeneratedMemberNames.Dispose, $"void {GeneratedMemberNames.Dispose}() => {refused};");
        }

        foreach (ParameterField p in target.Parameters.Where(p => p.IsOwned))
            writer.Line($"{p.Declaration!.Modifiers} {p.StorageInfo.Type} {Identifiers.Escape(p.Name)}{RefusedEmitter.Accessors(p, refused)}").Line();
        RefusedEmitter.EmitAssignments(writer, target);
        if (!hasType)
            return;
        writer.Line().Line($"/// <summary>Refused: {target.Refusal}.</summary>");
        using (writer.Block($"public {hides}class {GeneratedMemberNames.GradientsType}"))
        {
            if (target.SumsGradients)
            {
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public {GeneratedMemberNames.GradientsType}({target.Type.Self} model) => {refused};").Line();
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public void {GeneratedMemberNames.ZeroGradients}() => {refused};").Line();
            }

            foreach (ParameterField p in target.Parameters.Where(p => !p.IsSparse))
            {
                string modifiers = $"{(p.IsPublic ? "public" : "internal")} {p.StorageInfo.Type} {Identifiers.Escape(p.Name)}";
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line(p is { IsPacked: true, IsScalar: false } ? modifiers + " => default;" : modifiers + " = default;");
            }
        }
    }
}
