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
            FailureEmitter.EmitConstant(writer, new ModelNames(target).Unique(GeneratedMemberNames.Failure), failure);
        string exception = new ModelNames(target).Unique(GeneratedMemberNames.Refused);
        string refused = "throw " + exception + "()";
        string hides = target.TypeHierarchy.Base is null ? "" : "new ";
        bool Lacks(string member) => !target.OwnMemberNames.Contains(member) && !target.OwnModes.Contains(member);
        void Member(string name, string declaration)
        {
            if (Lacks(name))
                writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public {hides}{declaration}").Line();
        }

        writer.Line($"private static global::System.NotSupportedException {exception}() => new(\"{target.Type.Name} has no optimizer because of {refusal}.\");").Line();
        if (Lacks(GeneratedMemberNames.GradientsType))
            Member(GeneratedMemberNames.Gradients, $"{GeneratedMemberNames.GradientsType} {GeneratedMemberNames.Gradients} => {refused};");
        Member(GeneratedMemberNames.LearningRate, $"double {GeneratedMemberNames.LearningRate} {{ get => {refused}; set => {refused}; }}");
        Member(GeneratedMemberNames.StepCount, $"long {GeneratedMemberNames.StepCount} => {refused};");
        Member(GeneratedMemberNames.Step, $"void {GeneratedMemberNames.Step}() => {refused};");
        Member(GeneratedMemberNames.StepAndZeroGradients, $"void {GeneratedMemberNames.StepAndZeroGradients}() => {refused};");
        if (FailedHookEmitter.AreNeeded(target))
            hides = "";
        Member(GeneratedMemberNames.ZeroGradients, $"{FailedHookEmitter.Modifier(target, target.TypeHierarchy.Base is not null)}void {GeneratedMemberNames.ZeroGradients}() => {refused};");
        hides = target.TypeHierarchy.Base is null ? "" : "new ";
        if (FailedHookEmitter.AreNeeded(target) && Lacks(GeneratedMemberNames.GradientsType))
            FailedHookEmitter.Emit(writer, target, refused);
        EmitInterface(writer, target, refused);
        if (target.SumsGradients && Lacks(GeneratedMemberNames.GradientsType))
        {
            foreach (string name in new[] { GeneratedMemberNames.Step, GeneratedMemberNames.StepAndZeroGradients }.Where(Lacks))
                writer.Line($"/// <summary>Refused: {refusal}.</summary>").Line($"public void {name}(params global::System.ReadOnlySpan<{GeneratedMemberNames.GradientsType}> gradients) => {refused};").Line();
        }

        foreach ((string name, string declaration) in GuardEmitter.Refused(target, refused))
            Member(name, declaration);
        if (target.Prune is not null)
            Member(GeneratedMemberNames.Sparsity, $"double {GeneratedMemberNames.Sparsity} => {refused};");
        if (rule?.Evaluate is not null || target.Submodels.Count > 0 || target.MayMove || (target.Failure is not null && target.HasModes))
        {
            hides = target.TypeHierarchy.BaseHasModes ? "new " : "";
            Member(GeneratedMemberNames.IsTraining, $"bool {GeneratedMemberNames.IsTraining} => {refused};");
            string modifier = FailedHookEmitter.Modifier(target, target.TypeHierarchy.BaseHasModes);
            hides = modifier.Length > 0 ? "" : hides;
            Member(GeneratedMemberNames.Evaluate, $"{modifier}void {GeneratedMemberNames.Evaluate}() => {refused};");
            Member(GeneratedMemberNames.Train, $"{modifier}void {GeneratedMemberNames.Train}() => {refused};");
            hides = target.TypeHierarchy.Base is null ? "" : "new ";
        }

        foreach (ParameterField p in target.Parameters.Where(p => p.IsOwned))
        {
            writer.Line($"{p.Declaration!.Modifiers} {p.StorageInfo.Type} {Identifiers.Escape(p.Name)}{Accessors(p, refused)}").Line();
        }

        if (target.Parameters.Any(p => p.IsOwned))
        {
            string keyword = target.Parameters.First(p => p.IsOwned).StorageInfo.Keyword;
            Member(GeneratedMemberNames.ParameterSpan, $"global::System.Span<{keyword}> {GeneratedMemberNames.ParameterSpan} => {refused};");
            Member(GeneratedMemberNames.GradientSpan, $"global::System.Span<{keyword}> {GeneratedMemberNames.GradientSpan} => {refused};");
            Member(GeneratedMemberNames.Dispose, $"void {GeneratedMemberNames.Dispose}() => {refused};");
        }

        EmitAssignments(writer, target);
        if (Lacks(GeneratedMemberNames.GradientsType))
            EmitGradients(writer, target, refusal, hides, refused);
    }

    /// <summary>The accessors of a partial property.</summary>
    public static string Accessors(ParameterField p, string refused) => p.IsScalar
        ? $" {{ get => {refused}; {p.Declaration!.SetterModifiers}{(p.Declaration.SetterModifiers is { Length: > 0 } ? " " : "")}set => {refused}; }}"
        : $" => {refused};";

    // Of the interface, all that is neither public nor the user's own. A member of the user's that has such a name need not fit.
    private static void EmitInterface(SourceWriter writer, TargetModel target, string refused)
    {
        const string Optimizable = "IOptimizable", ModelNode = "CompilerServices.IModelNode", StepContext = "ref global::FusedOpt.CompilerServices.StepContext context";
        string visitor = new ModelNames(target).Local("TVisitor");
        void Member(string declaring, string name, int parameters, string type, string rest)
        {
            if (!target.OwnMemberNames.Contains(GeneratedMemberNames.Implementation(name, parameters)))
                writer.Line($"{type} global::FusedOpt.{declaring}.{name}{rest}").Line();
        }

        foreach (string name in target.OwnMemberNames)
        {
            if (name == GeneratedMemberNames.LearningRate)
                Member(Optimizable, name, 0, "double", $" {{ get => {refused}; set => {refused}; }}");
            else if (name == GeneratedMemberNames.StepCount)
                Member(Optimizable, name, 0, "long", $" => {refused};");
            else if (name is GeneratedMemberNames.Step or GeneratedMemberNames.StepAndZeroGradients or GeneratedMemberNames.ZeroGradients)
                Member(Optimizable, name, 0, "void", $"() => {refused};");
        }

        Member(ModelNode, "StepState", 0, (target.TypeHierarchy.IsStruct ? "[global::System.Diagnostics.CodeAnalysis.UnscopedRef] " : "") + "ref global::FusedOpt.CompilerServices.StepState", $" => {refused};");
        Member(ModelNode, "Prepare", 1, "void", $"({StepContext}) => {refused};");
        Member(ModelNode, "Apply", 1, "void", $"({StepContext}) => {refused};");
        Member(Optimizable, "Visit", 1, "void", $"<{visitor}>(ref {visitor} visitor) => {refused};");
        Member(ModelNode, "Visit", 3, "void", $"<{visitor}>(ref {visitor} visitor, {StepContext}, string path) => {refused};");
    }

    /// <summary>Writes what assigns the user's fields.</summary>
    public static void EmitAssignments(SourceWriter writer, TargetModel target)
    {
        string[] assigned = [.. target.Parameters.Where(p => !p.IsOwned && p.StorageInfo.Kind is StorageKind.Scalar or StorageKind.Structure).Select(p => Identifiers.Escape(p.Name))];
        if (assigned.Length == 0)
            return;
        writer.Line("// A step would assign these; without one the compiler would call them unassigned.");
        if (target.Obsolete.Count > 0)
            writer.Line("[global::System.Obsolete]");
        using (writer.Block($"private void {new ModelNames(target).Unique(GeneratedMemberNames.AssignParameters)}()"))
        {
            foreach (string name in assigned)
                writer.Line($"{name} = default;");
        }
    }

    private static void EmitGradients(SourceWriter writer, TargetModel target, string refusal, string hides, string refused)
    {
        writer.Line().Line($"/// <summary>Refused: {refusal}.</summary>");
        bool isBase = FailedHookEmitter.AreNeeded(target);
        using (writer.Block($"public {hides}class {GeneratedMemberNames.GradientsType}{(isBase && target.TypeHierarchy.Base is { } parent ? $" : {parent}.{GeneratedMemberNames.GradientsType}" : "")}"))
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
        Member($"public {GeneratedMemberNames.GradientsType}({target.Type.Self} model) => {refused};");
        Member($"public {hides}void {GeneratedMemberNames.ZeroGradients}() => {refused};");
        if (target.Parameters.FirstOrDefault(p => p.IsPacked) is { } owned)
            Member($"public global::System.Span<{owned.StorageInfo.Keyword}> {GeneratedMemberNames.GradientSpan} => {refused};");
        foreach (SubmodelField submodel in target.Submodels.Where(p => p.Gradients is not null))
            Member($"{submodel.GradientsModifiers} {Identifiers.Escape(submodel.Name)} => {refused};");
    }
}
