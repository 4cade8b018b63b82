using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the public members of a type that is refused, so that code which uses them compiles and the one error that counts
/// is not lost among others. Their bodies throw.
/// </summary>
internal static class RefusedEmitter
{
    public static void Emit(SourceWriter writer, TargetModel target, string refusal, Rule? rule)
    {
        if (target.Failure is { } failure)
            FailureEmitter.EmitConstant(writer, new ModelNames(target).Unique(Surface.Failure), failure);
        string exception = new ModelNames(target).Unique(Surface.Refused);
        string refused = "throw " + exception + "()";
        string hides = target.Lineage.Base is null ? "" : "new ";
        bool Lacks(string member) => !target.OwnSurface.Contains(member) && !target.OwnModes.Contains(member);
        void Member(string name, string declaration)
        {
            if (Lacks(name))
                writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public {hides}{declaration}").Line();
        }

        writer.Line($"private static global::System.NotSupportedException {exception}() => new(\"{target.Type.Name} has no optimizer because of {refusal}.\");").Line();
        if (Lacks(Surface.GradientsType))
            Member(Surface.Gradients, $"{Surface.GradientsType} {Surface.Gradients} => {refused};");
        Member(Surface.LearningRate, $"double {Surface.LearningRate} {{ get => {refused}; set => {refused}; }}");
        Member(Surface.StepCount, $"long {Surface.StepCount} => {refused};");
        Member(Surface.Step, $"void {Surface.Step}() => {refused};");
        Member(Surface.StepAndZeroGradients, $"void {Surface.StepAndZeroGradients}() => {refused};");
        if (FailedHookEmitter.AreNeeded(target))
            hides = "";
        Member(Surface.ZeroGradients, $"{FailedHookEmitter.Modifier(target, target.Lineage.Base is not null)}void {Surface.ZeroGradients}() => {refused};");
        hides = target.Lineage.Base is null ? "" : "new ";
        if (FailedHookEmitter.AreNeeded(target) && Lacks(Surface.GradientsType))
            FailedHookEmitter.Emit(writer, target, refused);
        EmitInterface(writer, target, refused);
        if (target.SumsGradients && Lacks(Surface.GradientsType))
        {
            foreach (string name in new[] { Surface.Step, Surface.StepAndZeroGradients }.Where(Lacks))
                writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public void {name}(params global::System.ReadOnlySpan<{Surface.GradientsType}> gradients) => {refused};").Line();
        }

        foreach ((string name, string declaration) in GuardEmitter.Refused(target, refused))
            Member(name, declaration);
        if (target.Prune is not null)
            Member(Surface.Sparsity, $"double {Surface.Sparsity} => {refused};");
        if (rule?.Evaluate is not null || target.Parts.Count > 0 || target.MayMove || (target.Failure is not null && target.HasModes))
        {
            hides = target.Lineage.BaseHasModes ? "new " : "";
            Member(Surface.IsTraining, $"bool {Surface.IsTraining} => {refused};");
            string modifier = FailedHookEmitter.Modifier(target, target.Lineage.BaseHasModes);
            hides = modifier.Length > 0 ? "" : hides;
            Member(Surface.Evaluate, $"{modifier}void {Surface.Evaluate}() => {refused};");
            Member(Surface.Train, $"{modifier}void {Surface.Train}() => {refused};");
            hides = target.Lineage.Base is null ? "" : "new ";
        }

        foreach (ParameterField p in target.Parameters.Where(p => p.IsOwned))
        {
            writer.Line($"{p.Declaration!.Modifiers} {p.Holding.Type} {Identifiers.Escape(p.Name)}{Accessors(p, refused)}").Line();
        }

        if (target.Parameters.Any(p => p.IsOwned))
        {
            string keyword = target.Parameters.First(p => p.IsOwned).Holding.Keyword;
            Member(Surface.ParameterSpan, $"global::System.Span<{keyword}> {Surface.ParameterSpan} => {refused};");
            Member(Surface.GradientSpan, $"global::System.Span<{keyword}> {Surface.GradientSpan} => {refused};");
            Member(Surface.Dispose, $"void {Surface.Dispose}() => {refused};");
        }

        EmitAssignments(writer, target);
        if (Lacks(Surface.GradientsType))
            EmitGradients(writer, target, refusal, hides, refused);
    }

    /// <summary>The accessors of a partial property.</summary>
    public static string Accessors(ParameterField p, string refused) => p.IsScalar
        ? $" {{ get => {refused}; {p.Declaration!.SetterModifiers}{(p.Declaration.SetterModifiers is { Length: > 0 } ? " " : "")}set => {refused}; }}"
        : $" => {refused};";

    // Of the interface, all that is neither public nor the user's own. A member of the user's that has such a name need not fit.
    private static void EmitInterface(SourceWriter writer, TargetModel target, string refused)
    {
        const string Interface = "global::FusedOpt.IOptimizable.", Walk = "ref global::FusedOpt.Walk walk";
        string visitor = new ModelNames(target).Local("TVisitor");
        void Member(string name, int parameters, string type, string rest)
        {
            if (!target.OwnSurface.Contains(Surface.Implementation(name, parameters)))
                writer.Line($"{type} {Interface}{name}{rest}").Line();
        }

        foreach (string name in target.OwnSurface)
        {
            if (name == Surface.LearningRate)
                Member(name, 0, "double", $" {{ get => {refused}; set => {refused}; }}");
            else if (name == Surface.StepCount)
                Member(name, 0, "long", $" => {refused};");
            else if (name is Surface.Step or Surface.StepAndZeroGradients or Surface.ZeroGradients)
                Member(name, 0, "void", $"() => {refused};");
        }

        Member("Mark", 0, (target.Lineage.IsStruct ? "[global::System.Diagnostics.CodeAnalysis.UnscopedRef] " : "") + "ref global::FusedOpt.WalkMark", $" => {refused};");
        Member("Prepare", 1, "void", $"({Walk}) => {refused};");
        Member("Apply", 1, "void", $"({Walk}) => {refused};");
        Member("Visit", 1, "void", $"<{visitor}>(ref {visitor} visitor) => {refused};");
        Member("Visit", 3, "void", $"<{visitor}>(ref {visitor} visitor, {Walk}, string path) => {refused};");
    }

    /// <summary>Writes what assigns the user's fields.</summary>
    public static void EmitAssignments(SourceWriter writer, TargetModel target)
    {
        string[] assigned = [.. target.Parameters.Where(p => !p.IsOwned && p.Holding.Kind is HoldingKind.Scalar or HoldingKind.Structure).Select(p => Identifiers.Escape(p.Name))];
        if (assigned.Length == 0)
            return;
        writer.Line("// A step would assign these; without one the compiler would call them unassigned.");
        if (target.Obsolete.Count > 0)
            writer.Line("[global::System.Obsolete]");
        using (writer.Block($"private void {new ModelNames(target).Unique(Surface.AssignParameters)}()"))
        {
            foreach (string name in assigned)
                writer.Line($"{name} = default;");
        }
    }

    private static void EmitGradients(SourceWriter writer, TargetModel target, string refusal, string hides, string refused)
    {
        writer.Line().Line($"/// <summary>Refused: {refusal}.</summary>");
        bool isBase = FailedHookEmitter.AreNeeded(target);
        using (writer.Block($"public {hides}class {Surface.GradientsType}{(isBase && target.Lineage.Base is { } parent ? $" : {parent}.{Surface.GradientsType}" : "")}"))
        {
            if (isBase)
                FailedHookEmitter.EmitConstructor(writer, target);
            if (target.SumsGradients)
                EmitSummed(writer, target, refusal, hides, refused);
            foreach (ParameterField p in target.Parameters)
            {
                writer.Line($"/// <summary>Refused: {refusal}.</summary>");
                string modifiers = $"{(p.IsPublic ? "public" : "internal")} {(p.HidesMember ? "new " : "")}{p.GradientType} {Identifiers.Escape(p.Name)}";
                writer.Line(p is { IsPacked: true, IsScalar: false } ? modifiers + " => default;" : modifiers + " = default!;");
            }
        }
    }

    // What they have where several can be added up.
    private static void EmitSummed(SourceWriter writer, TargetModel target, string refusal, string hides, string refused)
    {
        void Member(string declaration) => writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line(declaration).Line();
        Member($"public {Surface.GradientsType}({target.Type.Self} model) => {refused};");
        Member($"public {hides}void {Surface.ZeroGradients}() => {refused};");
        if (target.Parameters.FirstOrDefault(p => p.IsPacked) is { } owned)
            Member($"public global::System.Span<{owned.Holding.Keyword}> {Surface.GradientSpan} => {refused};");
        foreach (PartField part in target.Parts.Where(p => p.Gradients is not null))
            Member($"{part.GradientsModifiers} {Identifiers.Escape(part.Name)} => {refused};");
    }
}
