using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models.Members;

/// <summary>The names of private generated members and of locals, which give way to the user's own.</summary>
internal sealed class ModelNames
{
    private static readonly string[] IndexLetters = ["i", "j", "k"];

    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, string> _own;

    public ModelNames(TargetModel target)
    {
        _taken = new(target.TakenNames.Concat(target.Parameters.Select(p => p.Name)).Concat(target.Submodels.Select(p => p.Name)), StringComparer.Ordinal);

        _own = target.Obsolete.ToDictionary(m => m.Name, m => Unique("Obsolete" + Identifiers.Pascal(m.Name)), StringComparer.Ordinal);

        (AcceptParameters, MakeState, BeginState, ChoosePruned) =
            (Unique(GeneratedMemberNames.AcceptParameters), Unique(GeneratedMemberNames.MakeState), Unique(GeneratedMemberNames.BeginState), Unique(GeneratedMemberNames.ChoosePruned));

        IsOf = Unique(GeneratedMemberNames.IsOf);

        // Those that a derived class overrides are fixed.
        bool areFixed = target.TypeHierarchy.IsOpen || target.TypeHierarchy.Base is not null;
        string Hook(string name) => areFixed ? name : Unique(name);
        (Gradients, HasGradients, LearningRate, StepState, Guard) = (Unique("_gradients"), Unique("_hasGradients"), Unique("_learningRate"), Unique("_stepState"), Unique("_guard"));
        (CreateGradients, PrepareStep, MeasureGradients, ApplyStep, VisitParameters) =
            (Hook(GeneratedMemberNames.CreateGradients), Hook(GeneratedMemberNames.PrepareStep), Hook(GeneratedMemberNames.MeasureGradients), Hook(GeneratedMemberNames.ApplyStep), Hook(GeneratedMemberNames.VisitParameters));
        StepLearningRate = Hook(GeneratedMemberNames.StepLearningRate);
    }

    /// <summary>The field that holds the gradients.</summary>
    public string Gradients { get; }

    /// <summary>The field of a structure that tells whether it has them yet.</summary>
    public string HasGradients { get; }

    public string LearningRate { get; }

    public string StepState { get; }

    /// <summary>The field that holds what guards the gradients.</summary>
    public string Guard { get; }

    /// <summary>The table of the parameters.</summary>
    public string AcceptParameters { get; }

    public string MakeState { get; }

    /// <summary>What lets state begin at the learning rate of the first step.</summary>
    public string BeginState { get; }

    /// <summary>What chooses the parameters that are pruned.</summary>
    public string ChoosePruned { get; }

    public string CreateGradients { get; }

    public string PrepareStep { get; }

    public string MeasureGradients { get; }

    public string ApplyStep { get; }

    public string VisitParameters { get; }

    /// <summary>The learning rate of the step at hand, where a schedule has it.</summary>
    public string StepLearningRate { get; }

    /// <summary>The method of a record's gradients that tells whose they are.</summary>
    public string IsOf { get; }

    /// <summary>What the model's own code calls a member of the user's: its name, or the property through which obsolete members are reached.</summary>
    public string Own(string member) => _own.TryGetValue(member, out string? name) ? name : Identifiers.Escape(member);

    /// <summary>A name that no member has.</summary>
    public string Unique(string name) => Identifiers.Unique(name, _taken);

    /// <summary>A local of one method: no name of a member, but free again in the next one.</summary>
    public string Local(string name) => Identifiers.Free(name, _taken);

    /// <summary>The index into as many jagged arrays: <c>[i][j]</c>, variable by variable.</summary>
    public IReadOnlyList<string> Indices(int depth) => [.. Enumerable.Range(0, depth).Select(d => Local(d < IndexLetters.Length ? IndexLetters[d] : FormattableString.Invariant($"i{d}")))];
}
