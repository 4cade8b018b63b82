using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>
/// Writes the public members of a class that is refused, so that code which uses them compiles and the one error that counts
/// is not lost among others. Their bodies throw.
/// </summary>
internal static class RefusedEmitter
{
    public static void Emit(SourceWriter writer, TargetModel target, string refusal, bool hasModes)
    {
        var taken = new HashSet<string>(target.TakenNames.Concat(target.Parameters.Select(p => p.Name)));
        string exception = Identifiers.Unique(Surface.Refused, taken);
        string refused = "throw " + exception;
        bool Lacks(string member) => !target.OwnSurface.Contains(member);

        writer.Line($"private static global::System.NotSupportedException {exception} => new(\"{target.Type.Name} has no optimizer because of {refusal}.\");").Line();
        if (Lacks(Surface.GradientsType) && Lacks(Surface.Gradients))
            writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public {Surface.GradientsType} {Surface.Gradients} => {refused};").Line();
        if (Lacks(Surface.LearningRate))
            writer.Line("/// <inheritdoc/>").Line($"public double {Surface.LearningRate} {{ get => {refused}; set => {refused}; }}").Line();
        if (Lacks(Surface.StepCount))
            writer.Line("/// <inheritdoc/>").Line($"public long {Surface.StepCount} => {refused};").Line();
        if (Lacks(Surface.Step))
            writer.Line("/// <inheritdoc/>").Line($"public void {Surface.Step}() => {refused};").Line();
        if (Lacks(Surface.ZeroGradients))
            writer.Line("/// <inheritdoc/>").Line($"public void {Surface.ZeroGradients}() => {refused};").Line();
        if (hasModes && !target.OwnModes.Contains(Surface.IsTraining))
            writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public bool {Surface.IsTraining} => {refused};").Line();
        foreach (string move in new[] { Surface.Evaluate, Surface.Train }.Where(m => hasModes && !target.OwnModes.Contains(m)))
            writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public void {move}() => {refused};").Line();
        writer.Line($"void global::FusedOpt.IOptimizable.Visit<TVisitor>(ref TVisitor visitor) => {refused};");
        string[] scalars = [.. target.Parameters.Where(p => p.IsScalar).Select(p => Identifiers.Escape(p.Name))];
        if (scalars.Length > 0)
        {
            writer.Line().Line("// A step would assign these; without one the compiler would call them unassigned.");
            using (writer.Block($"private void {Identifiers.Unique(Surface.AssignParameters, taken)}()"))
            {
                foreach (string scalar in scalars)
                    writer.Line($"{scalar} = 0;");
            }
        }

        if (!Lacks(Surface.GradientsType))
            return;

        writer.Line().Line($"/// <summary>Refused: {refusal}.</summary>");
        using (writer.Block($"public sealed class {Surface.GradientsType}"))
        {
            foreach (ParameterField p in target.Parameters)
            {
                writer.Line($"/// <summary>Refused: {refusal}.</summary>");
                writer.Line($"{(p.IsPublic ? "public" : "internal")} {(p.HidesMember ? "new " : "")}{p.Type} {Identifiers.Escape(p.Name)} = {p.Kind switch { ParameterKind.Array => "[]", ParameterKind.Matrix => $"new {p.Type.Replace("[,]", "[0, 0]")}", _ => "0" }};");
            }
        }
    }
}
