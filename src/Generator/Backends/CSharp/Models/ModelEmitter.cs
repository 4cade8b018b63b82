using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the members of an optimized type, in the order in which a reader wants the members.</summary>
internal static class ModelEmitter
{
    /// <summary>Writes all members.</summary>
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

    /// <summary>Returns the interfaces that the type implements, as the text behind the type's name.</summary>
    public static string Interfaces(TargetModel target)
    {
        bool isDisposable = target.Parameters.Any(p => p.IsOwned) && !target.OwnMemberNames.Contains(GeneratedMemberNames.Dispose);
        return " : global::FusedOpt.IOptimizable" + (isDisposable ? ", global::System.IDisposable" : "");
    }

    private static void EmitProperties(SourceWriter writer, LoweredModel model)
    {
        string rate = model.Names.LearningRate, value = rate;
        string begin = model.Begin is { } method ? method + "(); " : "";
        Hyperparameter learningRate = model.Rule.Update.Hyperparameters.First(h => h.IsLearningRate);
        writer.Line($"/// <summary>{MemberSummary.LearningRate(model)}</summary>");
        writer.Line("/// <inheritdoc/>");
        if (model.Target.Schedule is { } schedule)
        {

            // A rate that is read back from JSON would take the place of the schedule.
            JsonEmitter.EmitIgnored(writer, model);
            string range = OwnRange(learningRate) is { } own ? $", static rate => rate is {own}" : "";
            string arguments = $"\"{model.PathOf(schedule)}\", {model.Names.Own(schedule)}, {GeneratedMemberNames.StepCount}{range}";
            value = $"double.IsNaN({rate}) ? fusedOpt::ScheduledRate.Compute({arguments}) : {rate}";
        }

        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.LearningRate)))
        {
            writer.Line(begin.Length > 0 ? $"get {{ {begin}return {value}; }}" : $"get => {value};");
            string range = OwnRange(learningRate) is { } own ? ", value is " + own : "";
            string assign = $"{rate} = fusedOpt::ParameterCheck.LearningRate(value{range});";
            writer.Line(begin.Length > 0 ? $"set {{ {begin}{assign} }}" : $"set => {assign}");
        }

        if (model.Target.Schedule is not null)
        {
            const string Summary = "The learning rate of the step at hand: taken from the schedule once, before the step.";
            writer.Line().Line($"/// <summary>{Summary}</summary>");
            HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
            string setter = model.Target.TypeHierarchy.IsOpen ? "private set" : "set";
            writer.Line($"{model.TypeMembers.Begin(writer, GeneratedMemberNames.StepLearningRate)} {{ get; {setter}; }}");
        }

        writer.Line().Line("/// <inheritdoc/>");
        JsonEmitter.EmitIgnored(writer, model);
        writer.Line($"{model.TypeMembers.Begin(writer, GeneratedMemberNames.StepCount)} => {model.Names.StepState}.StepCount;").Line();
    }

    // A pattern for the range of the learning rate, the rule's message and the text of the range; null if the rule has the range and the
    // message of every learning rate.
    private static string? OwnRange(Hyperparameter learningRate)
    {
        Interval range = learningRate.Range;
        if (range == Interval.All || (range == Interval.NotNegative && learningRate.Message == "Invalid learning rate"))
            return null;
        string low = double.IsNegativeInfinity(range.Low) ? "" : (range.LowIncluded ? ">= " : "> ") + Literals.Double(range.Low);
        string high = !double.IsPositiveInfinity(range.High) ? (range.HighIncluded ? "<= " : "< ") + Literals.Double(range.High)
            : range.HighIncluded ? ""
            : "< double.PositiveInfinity";
        string pattern = low.Length > 0 && high.Length > 0 ? $"{low} and {high}"
            : low.Length > 0 ? low
            : high.Length > 0 ? high
            : "not double.NaN";
        return $"{pattern}, {Literals.Text(learningRate.Message)}, {Literals.Text(range.ToString())}";
    }

    // A method of the user's would become the interface's own by its name, and models around this one would call it.
    private static void EmitOtherModes(SourceWriter writer, LoweredModel model)
    {
        foreach (string name in model.Target.OtherModes)
        {
            writer.Line($"// {name} of the class is another one.");
            writer.Line(name == GeneratedMemberNames.IsTraining
                ? $"bool global::FusedOpt.IOptimizable.{name} => true;"
                : $"void global::FusedOpt.IOptimizable.{name}() {{ }}").Line();
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
        {
            string gradients = $"tree is null ? {GeneratedMemberNames.Gradients} : {GradientsEmitter.Create(model, "tree")}";
            writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("GetGradients"))} => {gradients};").Line();
        }
    }
}
