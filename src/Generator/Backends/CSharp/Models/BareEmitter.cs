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
        string hides = target.Lineage.Base is null ? "" : "new ", refused = $"throw new global::System.NotSupportedException(\"{target.Type.Name} has no optimizer because of {target.Refusal}.\")";
        bool hasType = !target.OwnSurface.Contains(Surface.GradientsType);
        void Member(string name, string declaration)
        {
            if (!target.OwnSurface.Contains(name) && !target.OwnModes.Contains(name))
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public {hides}{declaration}").Line();
        }

        if (hasType)
            Member(Surface.Gradients, $"{Surface.GradientsType} {Surface.Gradients} => {refused};");
        Member(Surface.LearningRate, $"double {Surface.LearningRate} {{ get => {refused}; set => {refused}; }}");
        Member(Surface.StepCount, $"long {Surface.StepCount} => {refused};");
        Member(Surface.Step, $"void {Surface.Step}() => {refused};");
        Member(Surface.StepAndZeroGradients, $"void {Surface.StepAndZeroGradients}() => {refused};");
        Member(Surface.ZeroGradients, $"void {Surface.ZeroGradients}() => {refused};");
        foreach ((string name, string declaration) in GuardEmitter.Refused(target, refused))
            Member(name, declaration);
        if (target.Prune is not null)
            Member(Surface.Sparsity, $"double {Surface.Sparsity} => {refused};");
        Member(Surface.IsTraining, $"bool {Surface.IsTraining} => {refused};");
        Member(Surface.Evaluate, $"void {Surface.Evaluate}() => {refused};");
        Member(Surface.Train, $"void {Surface.Train}() => {refused};");
        if (target.SumsGradients && hasType)
        {
            foreach (string name in new[] { Surface.Step, Surface.StepAndZeroGradients })
                Member(name, $"void {name}(params {Surface.GradientsType}[] gradients) => {refused};");
        }

        if (target.Parameters.FirstOrDefault(p => p.IsPacked) is { } packed)
        {
            Member(Surface.ParameterSpan, $"global::System.Span<{packed.Holding.Keyword}> {Surface.ParameterSpan} => {refused};");
            Member(Surface.GradientSpan, $"global::System.Span<{packed.Holding.Keyword}> {Surface.GradientSpan} => {refused};");
            Member(Surface.Dispose, $"void {Surface.Dispose}() => {refused};");
        }

        foreach (ParameterField p in target.Parameters.Where(p => p.IsOwned))
            writer.Line($"{p.Declaration!.Modifiers} {p.Holding.Type} {Identifiers.Escape(p.Name)}{RefusedEmitter.Accessors(p, refused)}").Line();
        RefusedEmitter.EmitAssignments(writer, target);
        if (!hasType)
            return;
        writer.Line().Line($"/// <summary>Refused: {target.Refusal}.</summary>");
        using (writer.Block($"public {hides}class {Surface.GradientsType}"))
        {
            if (target.SumsGradients)
            {
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public {Surface.GradientsType}({target.Type.Self} model) => {refused};").Line();
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line($"public void {Surface.ZeroGradients}() => {refused};").Line();
            }

            foreach (ParameterField p in target.Parameters.Where(p => !p.IsSparse))
            {
                string modifiers = $"{(p.IsPublic ? "public" : "internal")} {p.Holding.Type} {Identifiers.Escape(p.Name)}";
                writer.Line($"/// <summary>Refused: {target.Refusal}.</summary>").Line(p is { IsPacked: true, IsScalar: false } ? modifiers + " => default;" : modifiers + " = default;");
            }
        }
    }
}
