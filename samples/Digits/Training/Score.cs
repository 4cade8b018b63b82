namespace DigitsSample;

/// <summary>The score of the network on a set of digits.</summary>
/// <param name="Loss">The mean cross entropy.</param>
/// <param name="Accuracy">The share of digits that it reads rightly.</param>
internal readonly record struct Score(double Loss, double Accuracy);

/// <summary>The scores after an epoch.</summary>
internal readonly record struct EpochScores(Score Training, Score Test);
