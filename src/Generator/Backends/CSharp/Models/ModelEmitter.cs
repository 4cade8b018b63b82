using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the members of an optimized type, in the order in which a reader wants them.</summary>
internal static class ModelEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        FieldEmitter.Emit(writer, model);
        ObsoleteEmitter.Emit(writer, model);
        OwnedEmitter.EmitProperties(writer, model);
        GradientsEmitter.EmitProperty(writer, model);
        if (!model.IsDerived)
            EmitProperties(writer, model);
        if (!model.IsDerived && model.Guard is { } guard)
            GuardEmitter.EmitProperties(writer, model, guard);
        if (model.Target.Prune is not null)
            PruneEmitter.EmitSparsity(writer, model);
        StepEmitter.Emit(writer, model);
        if (model.Target.Prune is not null)
            PruneEmitter.EmitChoice(writer, model);
        if (model.HasModes)
            ModesEmitter.Emit(writer, model);
        PrepareEmitter.Emit(writer, model);
        ZeroEmitter.Emit(writer, model);
        VisitEmitter.Emit(writer, model);
        OwnedEmitter.EmitDispose(writer, model);
        if (model.Guard is not null)
            GuardEmitter.EmitMeasure(writer, model);
        else if (model.IsStruct)
            GuardEmitter.EmitNone(writer, model);
        if (!model.IsDerived)
            EmitInterface(writer, model);
        EmitOtherModes(writer, model);
        GradientsTypeEmitter.Emit(writer, model);
    }

    /// <summary>What the type implements.</summary>
    public static string Interfaces(TargetModel target) => target.Parameters.Any(p => p.IsOwned) && !target.OwnMemberNames.Contains(GeneratedMemberNames.Dispose)
        ? " : global::FusedOpt.IOptimizable, global::System.IDisposable"
        : " : global::FusedOpt.IOptimizable";

    private static void EmitProperties(SourceWriter writer, LoweredModel model)
    {
        string rate = model.Names.LearningRate, value = rate;
        string begin = model.Begin is { } method ? method + "(); " : "";
        Hyperparameter learningRate = model.Rule.Update.Hyperparameters.First(h => h.IsLearningRate);
        writer.Line("/// <inheritdoc/>");
        if (model.Target.Schedule is { } schedule)
        {
            writer.Line($"/// <remarks>That of {schedule}, until it is set.</remarks>");

            // Read back, it would take the place of the schedule.
            JsonEmitter.EmitIgnored(writer, model);
            string range = OwnRange(learningRate) is { } own ? $", static rate => rate is {own}" : "";
            value = $"double.IsNaN({rate}) ? fusedOpt::ScheduledRate.Compute(\"{model.PathOf(schedule)}\", {model.Names.Own(schedule)}, {GeneratedMemberNames.StepCount}{range}) : {rate}";
        }

        using (writer.Block(model.TypeMembers.Head(GeneratedMemberNames.LearningRate)))
        {
            writer.Line(begin.Length > 0 ? $"get {{ {begin}return {value}; }}" : $"get => {value};");
            string range = OwnRange(learningRate) is { } own ? ", value is " + own : "";
            string assign = $"{rate} = fusedOpt::ParameterCheck.LearningRate(value{range});";
            writer.Line(begin.Length > 0 ? $"set {{ {begin}{assign} }}" : $"set => {assign}");
        }

        if (model.Target.Schedule is not null)
        {
            writer.Line().Line("/// <summary>The learning rate of the step at hand: taken from the schedule once, before the step.</summary>");
            HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
            writer.Line($"{model.TypeMembers.Head(GeneratedMemberNames.StepLearningRate)} {{ get; {(model.Target.TypeHierarchy.IsOpen ? "private " : "")}set; }}");
        }

        writer.Line().Line("/// <inheritdoc/>");
        JsonEmitter.EmitIgnored(writer, model);
        writer.Line($"{model.TypeMembers.Head(GeneratedMemberNames.StepCount)} => {model.Names.StepState}.StepCount;").Line();
    }

    // What a rule says of its learning rate beyond the words that every rate is refused with: a pattern for the range, the message and the range's text.
    private static string? OwnRange(Hyperparameter learningRate)
    {
        Interval range = learningRate.Range;
        if (range == Interval.All || (range == Interval.NotNegative && learningRate.Message == "Invalid learning rate"))
            return null;
        string low = double.IsNegativeInfinity(range.Low) ? "" : (range.LowIncluded ? ">= " : "> ") + Literals.Double(range.Low);
        string high = double.IsPositiveInfinity(range.High) ? (range.HighIncluded ? "" : "< double.PositiveInfinity") : (range.HighIncluded ? "<= " : "< ") + Literals.Double(range.High);
        string pattern = low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low.Length > 0 ? low : high.Length > 0 ? high : "not double.NaN";
        return $"{pattern}, {Literals.Text(learningRate.Message)}, {Literals.Text(range.ToString())}";
    }

    // A method of the user's would become the interface's own by its name, and models around this one would call it.
    private static void EmitOtherModes(SourceWriter writer, LoweredModel model)
    {
        foreach (string name in model.Target.OtherModes)
        {
            writer.Line($"// {name} of the class is another one.");
            writer.Line(name == GeneratedMemberNames.IsTraining ? $"bool global::FusedOpt.IOptimizable.{name} => true;" : $"void global::FusedOpt.IOptimizable.{name}() {{ }}").Line();
        }
    }

    private static void EmitInterface(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context");
        if (model.IsStruct)
            writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
        writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("StepState"))} => ref {model.Names.StepState};").Line();
        writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Prepare"))} => {model.Names.PrepareStep}(ref {context});").Line();
        writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Apply"))} => {model.Names.ApplyStep}(ref {context});").Line();
        if (model.Target.SumsGradients)
            writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("GetGradients"))} => tree is null ? {GeneratedMemberNames.Gradients} : {GradientsEmitter.Create(model, "tree")};").Line();
    }
}
