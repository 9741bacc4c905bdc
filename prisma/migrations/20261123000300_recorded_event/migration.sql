-- The first answer to an event id. VOLATILE on purpose: it looks with a fresh snapshot, so that a repeat which waited for the case's lock
-- sees what the first one wrote meanwhile. A plain sub-select would look with the snapshot taken before the wait.
CREATE FUNCTION recorded_event(of_case uuid, wanted text) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('revision', revision, 'to_status', to_status, 'label', label) FROM case_event WHERE case_id = of_case AND event_id = wanted);
END $$;
