using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes what derived classes override of a class whose writing has failed. They were read when that was not known, and their parts are those of any derived class.
/// </summary>
internal static class FailedHookEmitter
{
    /// <summary>Returns true if classes may derive from the class, and take it for one that is generated.</summary>
    public static bool AreNeeded(TargetModel target) => target is { Failure: not null, SumsGradients: false, TypeHierarchy: { IsOpen: true, IsStruct: false } };

    /// <summary>Returns the modifier of a member that derived classes override: of the methods that every class has, or of those that move parameters.</summary>
    public static string Modifier(TargetModel target, bool isInherited) => !AreNeeded(target) ? "" : isInherited ? "override " : "virtual ";

    /// <summary>Writes the hooks. Those of a base class are inherited, but for the one that makes gradients.</summary>
    public static void Emit(SourceWriter writer, TargetModel target, string refused)
    {
        const string StepContext = "ref global::FusedOpt.CompilerServices.StepContext context";
        string? parent = target.TypeHierarchy.Base;
        string visitor = new ModelNames(target).Local("TVisitor");
        void Member(string declaration) => writer.Line("/// <summary>Refused, and overridden where a class derives from this one.</summary>").Line($"{target.TypeHierarchy.HookAccess} {declaration}").Line();
        if (parent is null)
        {
            Member($"virtual void {GeneratedMemberNames.PrepareStep}({StepContext}) => {refused};");
            Member($"virtual void {GeneratedMemberNames.ApplyStep}({StepContext}) => {refused};");
            Member($"virtual void {GeneratedMemberNames.VisitParameters}<{visitor}>(ref {visitor} visitor, {StepContext}, string path) where {visitor} : global::FusedOpt.IParameterVisitor, allows ref struct => {refused};");
            if (target.Guard is not null)
                Member($"virtual void {GeneratedMemberNames.MeasureGradients}({StepContext}) => {refused};");
            if (target.Schedule is not null)
                Member($"double {GeneratedMemberNames.StepLearningRate} => {refused};");
        }

        Member($"{(parent is null ? "virtual " : $"override {parent}.")}{GeneratedMemberNames.GradientsType} {GeneratedMemberNames.CreateGradients}() => {refused};");
    }

    /// <summary>Writes the constructor of the gradients, which derive from those of a base class.</summary>
    public static void EmitConstructor(SourceWriter writer, TargetModel target) => writer
        .Line("/// <summary>Makes no gradient, since the class is refused.</summary>")
        .Line($"{(target.TypeHierarchy.ExposesHooks ? "protected internal" : "internal")} {GeneratedMemberNames.GradientsType}({target.Type.Self} model){(target.TypeHierarchy.Base is null ? "" : " : base(model)")} {{ }}");
}
