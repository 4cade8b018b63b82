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
        IEnumerable<string> members = target.Parameters.Select(p => p.Name).Concat(target.Submodels.Select(p => p.Name));
        _taken = new(target.TakenNames.Concat(members), StringComparer.Ordinal);

        _own = target.Obsolete.ToDictionary(m => m.Name, m => Unique("Obsolete" + Identifiers.Pascal(m.Name)), StringComparer.Ordinal);

        AcceptParameters = Unique(GeneratedMemberNames.AcceptParameters);
        TakeStep = Unique(GeneratedMemberNames.TakeStep);
        MakeState = Unique(GeneratedMemberNames.MakeState);
        BeginState = Unique(GeneratedMemberNames.BeginState);
        ChoosePruned = Unique(GeneratedMemberNames.ChoosePruned);
        IsOf = Unique(GeneratedMemberNames.IsOf);

        // An override has the name of the hook in the base class.
        bool areFixed = target.TypeHierarchy.IsOpen || target.TypeHierarchy.Base is not null;
        string Hook(string name) => areFixed ? name : Unique(name);
        Gradients = Unique("_gradients");
        HasGradients = Unique("_hasGradients");
        LearningRate = Unique("_learningRate");
        StepState = Unique("_stepState");
        Guard = Unique("_guard");
        CreateGradients = Hook(GeneratedMemberNames.CreateGradients);
        PrepareStep = Hook(GeneratedMemberNames.PrepareStep);
        MeasureGradients = Hook(GeneratedMemberNames.MeasureGradients);
        ApplyStep = Hook(GeneratedMemberNames.ApplyStep);
        VisitParameters = Hook(GeneratedMemberNames.VisitParameters);
        StepLearningRate = Hook(GeneratedMemberNames.StepLearningRate);
    }

    /// <summary>The field that holds the gradients.</summary>
    public string Gradients { get; }

    /// <summary>The field of a structure that is true once the structure has gradients.</summary>
    public string HasGradients { get; }

    public string LearningRate { get; }

    public string StepState { get; }

    /// <summary>The field that holds the guard of the gradients.</summary>
    public string Guard { get; }

    /// <summary>The method that lists the parameters in a table.</summary>
    public string AcceptParameters { get; }

    /// <summary>The method behind each method that takes a step.</summary>
    public string TakeStep { get; }

    public string MakeState { get; }

    /// <summary>The method that begins state at the learning rate of the first step.</summary>
    public string BeginState { get; }

    /// <summary>The method that chooses the parameters to prune.</summary>
    public string ChoosePruned { get; }

    public string CreateGradients { get; }

    public string PrepareStep { get; }

    public string MeasureGradients { get; }

    public string ApplyStep { get; }

    public string VisitParameters { get; }

    /// <summary>The property that holds the learning rate of the step at hand, if a schedule computes the rate.</summary>
    public string StepLearningRate { get; }

    /// <summary>The method of a record's gradients that returns true for the model that the gradients belong to.</summary>
    public string IsOf { get; }

    /// <summary>
    /// Returns the name by which the model's own code reads a member of the user's: the member's own name, or the property through which
    /// code reaches an obsolete member.
    /// </summary>
    public string Own(string member) => _own.TryGetValue(member, out string? name) ? name : Identifiers.Escape(member);

    /// <summary>Returns a name that no member has, and takes the name.</summary>
    public string Unique(string name) => Identifiers.Unique(name, _taken);

    /// <summary>Returns the name of a local: no member has the name, and other methods may use it again.</summary>
    public string Local(string name) => Identifiers.Free(name, _taken);

    /// <summary>Returns the variables that count the arrays of a jagged array: <c>i</c> and <c>j</c> for <c>[i][j]</c>.</summary>
    /// <param name="depth">The number of variables.</param>
    public IReadOnlyList<string> Indices(int depth)
    {
        static string Letter(int d) => d < IndexLetters.Length ? IndexLetters[d] : FormattableString.Invariant($"i{d}");
        return [.. Enumerable.Range(0, depth).Select(d => Local(Letter(d)))];
    }
}
