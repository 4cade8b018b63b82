using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the code that begins state at the learning rate of the first step. This rate may come from a setter, a schedule or the model
/// outside.
/// </summary>
/// <remarks>
/// Memory is made before any step, by the first caller that looks at the model, and visitors may write to the memory. So the state follows
/// the learning rate until a step has been taken, as long as all state of the class is as it was made.
/// </remarks>
internal static class BeginningEmitter
{
    private const string Holds = "fusedOpt::ParameterState.Holds";

    /// <summary>Writes the call of the method, behind all checks.</summary>
    public static void EmitCall(SourceWriter writer, LoweredModel model)
    {
        writer.Line($"if ({GeneratedMemberNames.StepCount} == 0)");
        using (writer.Indent())
            writer.Line($"{model.Names.BeginState}({(HasStepRate(model) ? "in " + model.Names.Local("context") : "")});");
    }

    /// <summary>Writes the method.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="stateRate">The field that holds the learning rate at which the state stands.</param>
    public static void Emit(SourceWriter writer, LoweredModel model, string stateRate)
    {
        string context = model.Names.Local("context"), rate = model.Names.Local("rate"), isAsMade = model.Names.Local("isAsMade");
        string[] begun = [.. model.Parameters.SelectMany(p => p.States).Where(s => s.BeginsAtRate).Select(s => s.Slot.Name).Distinct()];
        bool hasStepRate = HasStepRate(model);
        string unless = "unless a visitor has written to the state";
        writer.Line($"/// <summary>Lets {DocumentationText.List(begun)} begin at the learning rate of the first step, {unless}.</summary>");
        using (writer.Block($"private void {model.Names.BeginState}({(hasStepRate ? $"in fusedOpt::StepContext {context}" : "")})"))
        {
            string stepRate = hasStepRate ? $"{context}.IsStep ? {model.StepRate} : " : "";
            writer.Line($"double {rate} = {stepRate}{GeneratedMemberNames.LearningRate};");
            writer.Line($"if ({rate} == {stateRate})");
            using (writer.Indent())
                writer.Line("return;");
            writer.Line($"bool {isAsMade} = true;");
            Each(writer, model, (p, state, place) =>
            {
                string call = IsSingle(state) ? $"{Holds}({place}, "
                    : state.Narrow is null ? $"{Holds}<{state.Keyword}>({place}, "
                    : place + ".Holds(";
                writer.Line($"{isAsMade} &= {call}{(state.BeginsAtRate ? p.Begun(state, stateRate) : state.Initial ?? "0")});");
            });
            writer.Line($"if (!{isAsMade})");
            using (writer.Indent())
                writer.Line("return;");
            Each(writer, model, (p, state, place) =>
            {
                if (state.BeginsAtRate)
                    writer.Line(IsSingle(state) ? $"{place} = {p.Begun(state, rate)};" : $"{place}.Fill({p.Begun(state, rate)});");
            });
            writer.Line($"{stateRate} = {rate};");
        }

        writer.Line();
    }

    // A step of a scheduled model reads its rate from a property of its own, which holds no rate before the first step.
    private static bool HasStepRate(LoweredModel model) => model.StepRate != GeneratedMemberNames.LearningRate;

    private static bool IsSingle(StateField state) => state is { Name.Length: > 0, IsArray: false, IsPlaced: false };

    // Calls the body with each state and its place. States in the arena come by segment: the parameters of a segment are stepped alike.
    private static void Each(SourceWriter writer, LoweredModel model, System.Action<ModelParameter, StateField, string> body)
    {
        foreach (ModelParameter p in model.Parameters)
        {
            StateField[] states = [.. p.States.Where(s => !(p is OwnedParameter && s.Name.Length == 0))];
            if (states.Length == 0)
                continue;
            LoopEmitter.Emit(writer, p, index =>
            {
                foreach (StateField state in states)
                {
                    string place = IsSingle(state) ? state.Name
                        : state.Narrow is null ? p.StateSpan(state, index)
                        : p.StateArgument(state, index);
                    body(p, state, place);
                }
            });
        }

        foreach (ArenaSegment segment in model.Layout is { HoldsStates: true } layout ? layout.Segments : [])
        {
            OwnedParameter first = model.Owned.First(p => p.Field.Name == segment.Parameters[0]);
            foreach (StateField state in first.States.Where(s => s.Name.Length == 0))
                body(first, state, OwnedParameter.Slice(model.Arena!, first.SpaceOf(state.Slot), segment.Start, segment.Count));
        }
    }
}
